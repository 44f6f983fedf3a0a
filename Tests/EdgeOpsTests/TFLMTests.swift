import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import Testing

/// Operators that TensorFlow Lite for Microcontrollers lacks and others say.
struct TFLMTests {
  private let x = Tensor.random([2, 3, 4], of: Float.self)

  @Test(arguments: [Unary.Kind.sign, .gelu(tanh: false), .gelu(tanh: true), .sinh, .asinh, .erf, .softplus])
  func functions(_ kind: Unary.Kind) throws {
    try OperatorCheck(Unary(kind), [x]).tflm(.init(relative: 1e-5, absolute: 1e-6))
    try OperatorCheck(Unary(.sign), [Tensor([4], [0, -0.0, .nan, -.infinity] as [Float])]).tflm()
  }

  @Test func integerFunctions() throws {
    let numbers = Tensor([4], [3, 0, -5, Int32.min + 1] as [Int32])
    for kind in [Unary.Kind.abs, .neg, .sign] { try OperatorCheck(Unary(kind), [numbers]).tflm() }
  }

  @Test(arguments: [-2, -1, -0.5, 0.5, 1, 2, 3, 4] as [Float]) func constantPowers(_ exponent: Float) throws {
    let base = Tensor([5], [0.25, 3, 7.5, 0, .infinity] as [Float])
    try OperatorCheck(Binary(.power), [base, Tensor(scalar: exponent)], constants: [1]).tflm()
    // The root of minus infinity is infinity.
    let infinite = Tensor([2], [-.infinity, -0.0] as [Float])
    try OperatorCheck(Binary(.power), [infinite, Tensor(scalar: Float(0.5))], constants: [1]).tflm()
  }

  @Test func otherPowersAreRefused() throws {
    #expect(throws: DiagnosticsError.self) { try OperatorCheck(Binary(.power), [x, x]).tflm() }
    let odd = Tensor(scalar: Float(1.7))
    #expect(throws: DiagnosticsError.self) {
      try OperatorCheck(Binary(.power), [x, odd], constants: [1]).tflm()
    }
  }

  @Test(arguments: [[1, 2, 3], [2, 1, 1], [1, 1, 1]]) func repetitions(_ repeats: [Int]) throws {
    let check = try OperatorCheck(Tile(repeats: repeats), [x])
    try check.tflm()
    try check.decomposed()
    try OperatorCheck(Tile(repeats: repeats), [Tensor.random([2, 1, 2], of: Int64.self)]).decomposed()
  }

  @Test func choices() throws {
    let condition = Tensor.randomBools([2, 3])
    let integers = [Tensor([3], [Int32.min, Int32.max, 7]), Tensor([2, 3], [1, -1, 2, -2, 0, Int32.max])]
    try OperatorCheck(Where(), [condition] + integers).tflm()
    let bools = [Tensor.randomBools([2, 3], seed: 2), Tensor.randomBools([2, 1], seed: 3)]
    try OperatorCheck(Where(), [condition] + bools).tflm()
  }

  @Test func reductions() throws {
    for axes in [[0], [2], [0, 1, 2], [1, 2]] {
      let product = try OperatorCheck(Reduce(.prod, axes: axes, keepDims: true), [x])
      try product.tflm()
      try product.decomposed()
    }
    let any = Reduce(.max, axes: [1], keepDims: false)
    try OperatorCheck(any, [Tensor.randomBools([3, 4])]).tflm()
  }

  @Test func movement() throws {
    let parts = (0..<23).map { Tensor.random([2, $0 % 3 + 1], of: Float.self, seed: UInt64($0) + 1) }
    try OperatorCheck(Concat(axis: 1), parts).tflm()
    let wide = Tensor.random([2, 3, 2, 2, 3, 2], of: Float.self)
    let slice = Slice(starts: [1, 0, 0, 1, 2, 0], steps: [1, 2, 1, -1, -2, 1], sizes: [1, 2, 2, 2, 2, 1])
    try OperatorCheck(slice, [wide]).tflm()
    try OperatorCheck(slice, [wide]).decomposed()
    try OperatorCheck(Gather(axis: 1), [x, Tensor([2], [2, -3] as [Int64])], constants: [1]).tflm()
    try OperatorCheck(Gather(axis: 1), [x, Tensor([3], [2, -3, 0] as [Int32])]).tflm()
    try OperatorCheck(Clip(lower: -1, upper: 1), [x]).tflm()
  }

  /// Axes that stay together are one; bools travel as numbers.
  @Test(arguments: [[1, 0, 2, 3, 4, 5], [2, 3, 4, 5, 0, 1], [5, 1, 0, 2, 3, 4]])
  func permutations(_ permutation: [Int]) throws {
    let check = try OperatorCheck(
      Transpose(permutation: permutation), [Tensor.random([2, 1, 3, 2, 1, 2], of: Float.self)])
    try check.tflm()
    try check.decomposed()
    try OperatorCheck(Transpose(permutation: [1, 0]), [Tensor.randomBools([3, 4])]).tflm()
  }
}
