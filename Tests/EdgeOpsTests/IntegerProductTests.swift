import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// ConvInteger, MatMulInteger and Requantize.
struct IntegerProductTests {
  struct Operands: Sendable, CustomTestStringConvertible {
    let left: ElementType
    let right: ElementType
    var testDescription: String { "\(left.rawValue) by \(right.rawValue)" }

    static let all = [ElementType.int8, .uint8].flatMap { left in
      [ElementType.int8, .uint8].map { Operands(left: left, right: $0) }
    }
  }

  private func random(_ element: ElementType, _ shape: [Int], seed: UInt64) throws -> Tensor {
    let numbers = Tensor.random(shape, of: Int32.self, in: -128...255, seed: seed)
    return try Cast(to: element).evaluate([numbers])[0]
  }

  private func zero(_ element: ElementType, _ values: [Int32]) throws -> Tensor {
    try Cast(to: element).evaluate([Tensor(values.count == 1 ? [] : [values.count], values)])[0]
  }

  @Test(arguments: Operands.all) func convolutionInC(_ types: Operands) throws {
    let x = try random(types.left, [2, 5, 6, 4], seed: 1)
    let weights = try random(types.right, [6, 3, 2, 2], seed: 2)
    let bias = Tensor.random([6], of: Int32.self, in: -1000...1000)
    let op = ConvInteger(
      Conv(strides: [2, 1], dilations: [1, 2], padsBegin: [1, 0], padsEnd: [1, 2], groups: 2))
    let zeroOfX = try zero(types.left, [7])
    let perChannel = try zero(types.right, [1, 2, 3, 4, 5, 6])
    try OperatorCheck(op, [x, weights, bias, zeroOfX, perChannel], constants: [1, 2]).generatedC()
    try OperatorCheck(op, [x, weights, nil, nil, zero(types.right, [9])]).generatedC()
    try OperatorCheck(op, [x, weights]).generatedC()
  }

  @Test func spatialAxes() throws {
    let one = Conv(strides: [1], dilations: [1], padsBegin: [1], padsEnd: [0], groups: 1)
    let line = try random(.uint8, [1, 4, 2], seed: 3)
    try OperatorCheck(ConvInteger(one), [line, random(.int8, [3, 2, 2], seed: 4)]).generatedC()
    let three = Conv(
      strides: [1, 2, 1], dilations: [1, 1, 1], padsBegin: [1, 1, 0], padsEnd: [0, 1, 1], groups: 3)
    let volume = try random(.int8, [2, 3, 4, 2, 3], seed: 5)
    try OperatorCheck(
      ConvInteger(three), [volume, random(.int8, [3, 2, 3, 2, 1], seed: 6), nil, zero(.int8, [-5])]
    ).generatedC()
  }

  /// Padding counts as the zero point; sums wrap.
  @Test func paddingAndWrapping() throws {
    let op = ConvInteger(
      Conv(strides: [1, 1], dilations: [1, 1], padsBegin: [0, 1], padsEnd: [0, 0], groups: 1))
    let x = Tensor([1, 1, 1, 1], [10] as [UInt8])
    let weights = Tensor([1, 1, 2, 1], [100, 3] as [Int8])
    let zero = Tensor(scalar: UInt8(4))
    let sums = try op.evaluate([x, weights, Tensor([1], [Int32.max]), zero, nil])[0]
    #expect(sums.elements(as: Int32.self) == [Int32.min + 17])
  }

  @Test(arguments: Operands.all) func matricesInC(_ types: Operands) throws {
    let a = try random(types.left, [2, 1, 3, 5], seed: 1)
    let b = try random(types.right, [4, 5, 6], seed: 2)
    let rows = try zero(types.left, [1, 2, 3])
    let columns = try zero(types.right, [1, 2, 3, 4, 5, 6])
    try OperatorCheck(MatMulInteger(), [a, b, rows, columns], constants: [1, 3]).generatedC()
    try OperatorCheck(MatMulInteger(), [a, b, zero(types.left, [9]), zero(types.right, [8])]).generatedC()
    try OperatorCheck(MatMulInteger(), [a, b, nil, columns]).generatedC()
  }

  @Test(arguments: [ElementType.int8, .uint8, .int16, .uint16]) func requantizedInC(_ type: ElementType)
    throws
  {
    let sums = Tensor.random([3, 4, 5], of: Int32.self, in: -100_000...100_000)
    let some = Tensor([4], [0.5, 1e-3, 0.3, 1] as [Float])
    try OperatorCheck(Requantize(to: type, layout: ScaleLayout(axis: 1)), [sums, some, zero(type, [3])])
      .generatedC()
    try OperatorCheck(Requantize(to: type), [sums, Tensor(scalar: Float(0.25))]).generatedC()
  }

  /// Halves go to the even number before the zero point moves them; the product is a float32.
  @Test func rounding() throws {
    let sums = Tensor([6], [1, 3, -1, -3, 16_777_217, 5] as [Int32])
    let y = try Requantize(to: .int16).evaluate([sums, Tensor(scalar: Float(0.5)), Tensor(scalar: Int16(3))])[
      0]
    #expect(y.elements(as: Int16.self) == [3, 5, 3, 1, .max, 5])
    let exact = try Requantize(to: .int8).evaluate([
      Tensor([1], [16_777_217] as [Int32]), Tensor(scalar: Float(1) / 33_554_432),
    ])[0]
    #expect(exact.elements(as: Int8.self) == [0])
  }

  @Test func constraints() {
    let conv = ConvInteger(
      Conv(strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0], groups: 1))
    let x = TensorType(.uint8, [1, 4, 4, 2])
    let weights = TensorType(.int8, [3, 2, 2, 2])
    expectRefusal(conv, [TensorType(.float32, [1, 4, 4, 2]), weights], "C1")
    expectRefusal(conv, [x, weights, TensorType(.float32, [3])], "C1")
    expectRefusal(conv, [x, TensorType(.int8, [3, 2, 2])], "C2")
    expectRefusal(conv, [x, TensorType(.int8, [3, 2, 2, 3])], "C3")
    expectRefusal(conv, [x, weights, TensorType(.int32, [2])], "C5")
    expectRefusal(conv, [x, TensorType(.int8, [3, 5, 2, 2])], "C6")
    expectRefusal(conv, [x, weights, nil, TensorType(.int8, [])], "C7")
    expectRefusal(conv, [x, weights, nil, nil, TensorType(.int8, [2])], "C7")

    let a = TensorType(.uint8, [3, 4])
    let b = TensorType(.int8, [4, 5])
    expectRefusal(MatMulInteger(), [a, TensorType(.int16, [4, 5])], "C1")
    expectRefusal(MatMulInteger(), [TensorType(.uint8, [4]), b], "C2")
    expectRefusal(MatMulInteger(), [a, a], "C3")
    expectRefusal(MatMulInteger(), [TensorType(.uint8, [2, 3, 4]), TensorType(.int8, [3, 4, 5])], "C4")
    expectRefusal(MatMulInteger(), [a, b, TensorType(.uint8, [4])], "C5")
    expectRefusal(MatMulInteger(), [a, b, nil, TensorType(.uint8, [])], "C5")

    let sums = TensorType(.int32, [2, 3])
    let one = TensorType(.float32, [])
    expectRefusal(Requantize(to: .int8), [a, one], "C1")
    expectRefusal(Requantize(to: .int32), [sums, one], "C2")
    expectRefusal(Requantize(to: .int8), [sums, one, TensorType(.uint8, [])], "C3")
    expectRefusal(Requantize(to: .int8), [sums, TensorType(.float32, [3])], "C4")
    let blocks = ScaleLayout(axis: 1, blockSize: 1)
    expectRefusal(Requantize(to: .int8, layout: blocks), [sums, TensorType(.float32, [2, 3])], "C4")
  }
}
