import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Transforms and products of integers said in simpler operators.
struct ProductDecompositionTests {
  @Test(arguments: DFT.Kind.allCases, [1, 2, 5, 12, 15])
  func transforms(_ kind: DFT.Kind, _ length: Int) throws {
    let close = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-5)
    for parts in [1, 2] where kind != (parts == 1 ? .inverseReal : .forwardReal) {
      let x = Tensor.random([2, 12, 3, parts], of: Float.self)
      let check = try OperatorCheck(DFT(kind, axis: 1, length: length), [x])
      try check.decomposed(close)
      if length == 5 { try check.liteRT(close) }
    }
  }

  @Test func tooLongTransform() throws {
    let check = try OperatorCheck(DFT(.forward, axis: 0, length: 1), [.random([1 << 24, 2], of: Float.self)])
    #expect(throws: OperatorError.self) { try check.decomposed() }
  }

  @Test func frames() throws {
    let check = try OperatorCheck(Frame(axis: 1, length: 4, step: 3), [.random([2, 31, 3], of: Float.self)])
    try check.decomposed()
    try check.liteRT()
  }

  private func random(_ element: ElementType, _ shape: [Int], seed: UInt64) throws -> Tensor {
    let numbers = Tensor.random(shape, of: Int32.self, in: -128...255, seed: seed)
    return try Cast(to: element).evaluate([numbers])[0]
  }

  /// The largest products, so many that float32 does not hold their sum.
  @Test(arguments: [ElementType.int8, .uint8], [1, 258, 259, 2000])
  func longSums(_ element: ElementType, _ depth: Int) throws {
    let extreme = [Int32](repeating: element == .int8 ? -128 : 255, count: 2 * depth)
    let a = try Cast(to: element).evaluate([Tensor([2, depth], extreme)])[0]
    let check = try OperatorCheck(MatMulInteger(), [a, random(element, [depth, 3], seed: 1)])
    try check.decomposed()
    let furthest = try Cast(to: element).evaluate([Tensor(scalar: Int32(element == .int8 ? 127 : 0))])[0]
    try OperatorCheck(
      MatMulInteger(), [a, a.reshaped([depth, 2]), furthest, furthest], constants: [1, 3]
    ).decomposed()
    try check.liteRT()
  }

  @Test func zeroPointsOfRowsAndColumns() throws {
    let zeros = [Tensor([2], [1, 200] as [UInt8]), Tensor([3], [-7, 0, 7] as [Int8])]
    let operands = try [random(.uint8, [4, 2, 5], seed: 2), random(.int8, [5, 3], seed: 3)]
    try OperatorCheck(MatMulInteger(), operands + zeros).decomposed()
  }

  @Test(arguments: [1, 2]) func convolutions(_ groups: Int) throws {
    let conv = Conv(
      strides: [2, 1], dilations: [1, 2], padsBegin: [1, 0], padsEnd: [1, 2], groups: groups)
    let inputs: [Tensor?] = try [
      random(.uint8, [2, 5, 6, 200], seed: 4), random(.int8, [6, 3, 2, 200 / groups], seed: 5),
      .random([6], of: Int32.self, in: -1000...1000), Tensor(scalar: UInt8(7)),
      Tensor([6], [1, -2, 3, -128, 5, 127] as [Int8]),
    ]
    if groups == 1 { return try OperatorCheck(ConvInteger(conv), inputs, constants: [1, 2, 4]).decomposed() }
    let small: [Tensor?] = try [
      random(.uint8, [2, 5, 6, 4], seed: 4), random(.int8, [6, 3, 2, 2], seed: 5),
    ]
    try OperatorCheck(ConvInteger(conv), small + inputs.dropFirst(2)).decomposed()
    let check = try OperatorCheck(ConvInteger(conv), inputs)
    #expect(throws: OperatorError.self) { try check.decomposed() }
  }

  @Test func requantization() throws {
    let sums = Tensor([2, 3], [1, -3, 5, .max, .min, 100] as [Int32])
    let multipliers = Tensor([3], [0.5, 0.25, 1e30] as [Float])
    let op = Requantize(to: .int8, layout: ScaleLayout(axis: 1))
    try OperatorCheck(op, [sums, multipliers, Tensor(scalar: Int8(-5))], constants: [1, 2]).decomposed()
    let unknown = Tensor([3], [.nan, .infinity, 0] as [Float])
    let check = try OperatorCheck(op, [sums, unknown])
    try check.decomposed()
    try check.liteRT(resolver: .optimized)
  }

  @Test(arguments: [ElementType.int32, .int64, .uint32]) func integerMatrices(_ element: ElementType) throws {
    let operands = try [[2, 3, 4], [4, 2]].enumerated().map { index, shape in
      try Cast(to: element).evaluate([
        Tensor.random(shape, of: Int32.self, in: -100_000...100_000, seed: UInt64(index))
      ])[0]
    }
    let check = try OperatorCheck(MatMul(), operands)
    try check.decomposed()
    if element != .uint32 { try check.liteRT() }
  }
}
