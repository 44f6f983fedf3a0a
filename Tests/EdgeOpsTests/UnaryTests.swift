import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct UnaryTests {
  static let everywhere: [Unary.Kind] = [
    .abs, .neg, .sign, .reciprocal, .exp, .floor, .ceil, .round, .sin, .cos, .tan, .atan, .sinh, .cosh, .tanh,
    .asinh, .erf, .sigmoid, .softplus, .softsign, .mish, .gelu(tanh: false), .gelu(tanh: true),
    .swish(alpha: 1),
    .swish(alpha: 1.5), .elu(alpha: 1), .elu(alpha: 0.3), .selu(alpha: 1.67, gamma: 1.05), .celu(alpha: 2),
    .leakyRelu(alpha: 0.1), .thresholdedRelu(alpha: 0.7), .hardSigmoid(alpha: 0.2, beta: 0.5),
    .shrink(lambda: 0.5, bias: 0.25), .isNaN, .isInf(negative: true, positive: true),
    .isInf(negative: true, positive: false), .isInf(negative: false, positive: true),
    .isInf(negative: false, positive: false),
  ]
  static let awkward: [Float] = [
    0, 0.5, 1.5, 2.5, -0.5, -1.5, 1e-6, -1e-6, 1e-3, -1e-3, 12, -12, 30, -30, 80, -80,
  ]

  @Test(arguments: everywhere) func inLiteRT(_ kind: Unary.Kind) throws {
    for shape in [[], [7], [2, 3, 4, 5], [2, 1, 3, 2, 2]] {
      try check(kind, Tensor.random(shape, of: Float.self))
    }
    try check(kind, Tensor([Self.awkward.count], Self.awkward))
  }

  /// LiteRT's reference resolver lacks CEIL, ROUND and ELU. Its tanh form of GELU rounds 1 + tanh, which leaves an
  /// absolute error where that is small.
  private func check(_ kind: Unary.Kind, _ x: Tensor) throws {
    let tolerance = OperatorCheck.Tolerance(absolute: kind == .gelu(tanh: true) ? 1e-6 : 1e-7)
    try OperatorCheck(Unary(kind), [x]).liteRT(tolerance, resolver: .optimized)
  }

  @Test(arguments: [Unary.Kind.sqrt, .reciprocalSqrt, .log]) func positiveInLiteRT(_ kind: Unary.Kind) throws
  {
    try OperatorCheck(Unary(kind), [Tensor.random([40], of: Float.self, in: 0.01...9)]).liteRT()
  }

  @Test(arguments: [Unary.Kind.asin, .acos, .atanh]) func unitIntervalInLiteRT(_ kind: Unary.Kind) throws {
    try OperatorCheck(Unary(kind), [Tensor.random([40], of: Float.self, in: -0.99...0.99)]).liteRT()
    try OperatorCheck(Unary(kind), [Tensor([4], [0, 1e-5, -1e-5, 0.999] as [Float])]).liteRT()
  }

  @Test func acoshInLiteRT() throws {
    try OperatorCheck(Unary(.acosh), [Tensor.random([40], of: Float.self, in: 1...9)]).liteRT()
    try OperatorCheck(Unary(.acosh), [Tensor([3], [1, 1.001, 1e6] as [Float])]).liteRT()
  }

  @Test(arguments: [
    Unary.Kind.isNaN, .isInf(negative: true, positive: true), .isInf(negative: false, positive: true),
  ])
  func specials(_ kind: Unary.Kind) throws {
    let x = Tensor([4], [Float.nan, .infinity, -.infinity, 1])
    try OperatorCheck(Unary(kind), [x]).liteRT()
  }

  @Test(arguments: [Unary.Kind.abs, .neg, .sign]) func integersInLiteRT(_ kind: Unary.Kind) throws {
    try OperatorCheck(Unary(kind), [Tensor([4], [-128, 127, 0, -1] as [Int8])]).liteRT()
    try OperatorCheck(Unary(kind), [Tensor([4], [.min, .max, 0, -1] as [Int16])]).liteRT()
    try OperatorCheck(Unary(kind), [Tensor([4], [.min, .max, 0, -1] as [Int32])]).liteRT()
    try OperatorCheck(Unary(kind), [Tensor([4], [.min, .max, 0, -1] as [Int64])]).liteRT()
  }

  @Test(arguments: [
    ("C1", Unary.Kind.exp, TensorType(.int32, [2])), ("C1", .neg, TensorType(.uint8, [2])),
    ("C1", .abs, TensorType(.bool, [2])), ("C1", .isNaN, TensorType(.int8, [2])),
  ])
  func constraints(_ label: String, _ kind: Unary.Kind, _ x: TensorType) {
    expectRefusal(Unary(kind), [x], label)
  }
}
