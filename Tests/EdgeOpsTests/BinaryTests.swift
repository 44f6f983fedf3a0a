import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct BinaryTests {
  static let kinds: [Binary.Kind] = [
    .add, .subtract, .multiply, .divide, .minimum, .maximum, .power, .modulo(fmod: true),
    .modulo(fmod: false),
  ]
  static let shapes: [[[Int]]] = [
    [[], []], [[3], []], [[], [3]], [[2, 3], [3]], [[2, 1], [1, 3]], [[2, 3, 4], [2, 3, 4]],
    [[2, 3, 4, 5], [3, 1, 1]], [[2, 3, 4, 5, 2], [2]], [[1, 3, 1, 5, 2], [2, 3, 1, 5, 2]],
    [[2, 1, 3, 1, 2, 2], [1, 4, 3, 1, 2, 2]], [[0, 3], [3]],
  ]

  @Test(arguments: kinds, shapes) func floatsInLiteRT(_ kind: Binary.Kind, _ shapes: [[Int]]) throws {
    let a = Tensor.random(shapes[0], of: Float.self, in: kind == .power ? 0.1...3 : -4...4)
    let b = Tensor.random(shapes[1], of: Float.self, in: -3...3, seed: 2)
    try OperatorCheck(Binary(kind), [a, b]).liteRT()
  }

  @Test(arguments: [Clamp.relu, .relu6, Clamp(lower: -1, upper: 1), Clamp(lower: -0.5, upper: 2)])
  func activations(_ range: Clamp) throws {
    for kind in [Binary.Kind.add, .subtract, .multiply, .divide] {
      let a = Tensor.random([2, 3], of: Float.self, in: -9...9)
      let b = Tensor.random([3], of: Float.self, in: 0.5...3, seed: 2)
      try OperatorCheck(Binary(kind, activation: range), [a, b]).liteRT()
    }
  }

  @Test(arguments: [Binary.Kind.add, .subtract, .multiply, .minimum, .maximum])
  func integersInLiteRT(_ kind: Binary.Kind) throws {
    func check<Element: IntegerElement>(_: Element.Type) throws {
      let range = max(Double(Element.min), -1e9)...min(Double(Element.max), 1e9)
      let a = Tensor.random([2, 3, 4], of: Element.self, in: range)
      let b = Tensor.random([4], of: Element.self, in: range, seed: 2)
      try OperatorCheck(Binary(kind), [a, b]).liteRT()
    }
    try check(Int8.self)
    try check(Int16.self)
    try check(Int32.self)
    try check(Int64.self)
    try check(UInt8.self)
  }

  @Test(arguments: [Binary.Kind.divide, .modulo(fmod: false)])
  func integersByConstants(_ kind: Binary.Kind) throws {
    let divisor = Tensor([3], [3, 7, 2] as [Int32])
    let a = Tensor.random([4, 3], of: Int32.self, in: -50...50)
    try OperatorCheck(Binary(kind), [a, divisor], constants: [1]).liteRT()
    let a8 = Tensor.random([4, 3], of: Int8.self, in: -50...50)
    let divisor8 = Tensor([3], [3, -7, 2] as [Int8])
    try OperatorCheck(Binary(kind), [a8, divisor8], constants: [1]).liteRT()
  }

  @Test(arguments: [
    (Binary.Kind.divide, Int32(7), Int32(-2), Int32(-3)), (.divide, 7, 0, 0), (.divide, .min, -1, .min),
    (.modulo(fmod: true), -7, 3, -1), (.modulo(fmod: false), -7, 3, 2), (.modulo(fmod: false), 7, 0, 0),
    (.modulo(fmod: true), .min, -1, 0), (.power, 3, 4, 81), (.power, -1, -3, -1), (.power, 2, -1, 0),
    (.power, 2, 32, 0), (.add, .max, 1, .min), (.multiply, .max, 2, -2),
  ])
  func integerEdges(_ kind: Binary.Kind, _ a: Int32, _ b: Int32, _ expected: Int32) throws {
    let result = try Binary(kind).evaluate([Tensor(scalar: a), Tensor(scalar: b)])[0]
    #expect(result.elements(as: Int32.self) == [expected])
  }

  /// ONNX's special cases; a zero has the divisor's sign, which `isIdentical` sees.
  @Test func floatRemaindersRoundDown() throws {
    let infinity = Float.infinity
    let a: [Float] = [-7, 7, -0.0, 0, 6, -1, 1, -1]
    let b: [Float] = [3, -3, 2, -2, -3, infinity, infinity, -infinity]
    let expected: [Float] = [2, -2, 0, -0.0, -0.0, infinity, 1, -1]
    let result = try Binary(.modulo(fmod: false)).evaluate([Tensor([8], a), Tensor([8], b)])[0]
    #expect(result.isIdentical(to: Tensor([8], expected)))
    let none = try Binary(.modulo(fmod: false)).evaluate([
      Tensor([3], [infinity, 1, .nan]), Tensor([3], [2, 0, 1] as [Float]),
    ])[0]
    #expect(none.elements(as: Float.self).map(\.isNaN) == [true, true, true])
  }

  @Test func nanWins() throws {
    for kind in [Binary.Kind.minimum, .maximum] {
      let values = try Binary(kind).evaluate([
        Tensor([2], [Float.nan, 1]), Tensor([2], [1, Float.nan]),
      ])[0]
      #expect(values.elements(as: Float.self).map(\.isNaN) == [true, true])
    }
  }

  @Test(arguments: [
    ("C1", Binary(.add), [TensorType(.float32, [2]), TensorType(.int32, [2])]),
    ("C1", Binary(.add), [TensorType(.bool, [2]), TensorType(.bool, [2])]),
    ("C2", Binary(.add), [TensorType(.float32, [2]), TensorType(.float32, [3])]),
    ("C3", Binary(.maximum, activation: .relu), [TensorType(.float32, [2]), TensorType(.float32, [2])]),
    ("C3", Binary(.add, activation: .relu), [TensorType(.int32, [2]), TensorType(.int32, [2])]),
  ])
  func constraints(_ label: String, _ op: Binary, _ inputs: [TensorType]) {
    expectRefusal(op, inputs, label)
  }
}
