import CEdgeKernels
import Foundation
import Testing

struct UnaryTests {
  struct Kernel: @unchecked Sendable, CustomTestStringConvertible {
    var testDescription: String
    var run: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int32) -> Void
    var reference: (Double) -> Double

    init(
      _ name: String, _ run: @escaping (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int32) -> Void,
      _ reference: @escaping (Double) -> Double
    ) {
      testDescription = name
      self.run = run
      self.reference = reference
    }
  }

  static let kernels: [Kernel] = [
    .init("exp", { edgec_f32_exp($0, $1, $2) }, { Foundation.exp($0) }),
    .init("log", { edgec_f32_log($0, $1, $2) }, { Foundation.log($0) }),
    .init("sqrt", { edgec_f32_sqrt($0, $1, $2) }, { $0.squareRoot() }),
    .init("sin", { edgec_f32_sin($0, $1, $2) }, { Foundation.sin($0) }),
    .init("cos", { edgec_f32_cos($0, $1, $2) }, { Foundation.cos($0) }),
    .init("tan", { edgec_f32_tan($0, $1, $2) }, { Foundation.tan($0) }),
    .init("asin", { edgec_f32_asin($0, $1, $2) }, { Foundation.asin($0) }),
    .init("acos", { edgec_f32_acos($0, $1, $2) }, { Foundation.acos($0) }),
    .init("atan", { edgec_f32_atan($0, $1, $2) }, { Foundation.atan($0) }),
    .init("sinh", { edgec_f32_sinh($0, $1, $2) }, { Foundation.sinh($0) }),
    .init("cosh", { edgec_f32_cosh($0, $1, $2) }, { Foundation.cosh($0) }),
    .init("tanh", { edgec_f32_tanh($0, $1, $2) }, { Foundation.tanh($0) }),
    .init("asinh", { edgec_f32_asinh($0, $1, $2) }, { Foundation.asinh($0) }),
    .init("acosh", { edgec_f32_acosh($0, $1, $2) }, { Foundation.acosh($0) }),
    .init("atanh", { edgec_f32_atanh($0, $1, $2) }, { Foundation.atanh($0) }),
    .init("erf", { edgec_f32_erf($0, $1, $2) }, { Foundation.erf($0) }),
    .init("floor", { edgec_f32_floor($0, $1, $2) }, { $0.rounded(.down) }),
    .init("ceil", { edgec_f32_ceil($0, $1, $2) }, { $0.rounded(.up) }),
    .init("round", { edgec_f32_round($0, $1, $2) }, { $0.rounded(.toNearestOrEven) }),
    .init("sigmoid", { edgec_f32_sigmoid($0, $1, $2) }, { 1 / (1 + Foundation.exp(-$0)) }),
    .init(
      "softplus", { edgec_f32_softplus($0, $1, $2) },
      { $0 > 700 ? $0 : Foundation.log1p(Foundation.exp($0)) }),
    .init(
      "mish", { edgec_f32_mish($0, $1, $2) },
      { $0 * Foundation.tanh($0 > 700 ? $0 : Foundation.log1p(Foundation.exp($0))) }),
    .init("gelu", { edgec_f32_gelu($0, $1, $2) }, { 0.5 * $0 * (1 + Foundation.erf($0 / 2.0.squareRoot())) }),
    .init(
      "gelu_tanh", { edgec_f32_gelu_tanh($0, $1, $2) },
      { 0.5 * $0 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0))) }),
    .init("elu", { edgec_f32_elu($0, $1, $2, 1.5) }, { $0 < 0 ? 1.5 * (Foundation.exp($0) - 1) : $0 }),
    .init(
      "selu", { edgec_f32_selu($0, $1, $2, 1.67326319, 1.05070102) },
      { Double(Float(1.05070102)) * ($0 < 0 ? Double(Float(1.67326319)) * (Foundation.exp($0) - 1) : $0) }),
    .init("celu", { edgec_f32_celu($0, $1, $2, 2) }, { $0 < 0 ? 2 * (Foundation.exp($0 / 2) - 1) : $0 }),
    .init("neg", { edgec_f32_neg($0, $1, $2) }, { -$0 }),
    .init("abs", { edgec_f32_abs($0, $1, $2) }, { Swift.abs($0) }),
    .init("sign", { edgec_f32_sign($0, $1, $2) }, { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }),
    .init("reciprocal", { edgec_f32_reciprocal($0, $1, $2) }, { Double(Float(1 / $0)) }),
    .init(
      "softsign", { edgec_f32_softsign($0, $1, $2) }, { $0.isInfinite ? .nan : $0 / (1 + Swift.abs($0)) }),
    .init(
      "hard_swish", { edgec_f32_hard_swish($0, $1, $2) },
      { $0.isNaN ? .nan : $0 * Swift.max(0, Swift.min(1, $0 / 6 + 0.5)) }),
    .init(
      "hard_sigmoid", { edgec_f32_hard_sigmoid($0, $1, $2, 0.25, 0.5) },
      { $0.isNaN ? .nan : Swift.max(0, Swift.min(1, $0 * 0.25 + 0.5)) }),
    .init("leaky_relu", { edgec_f32_leaky_relu($0, $1, $2, 0.125) }, { $0 < 0 ? 0.125 * $0 : $0 }),
    .init("thresholded_relu", { edgec_f32_thresholded_relu($0, $1, $2, 1) }, { $0 <= 1 ? 0 : $0 }),
    .init("clip", { edgec_f32_clip($0, $1, $2, -1, 6) }, { clamp($0, -1, 6) }),
  ]

  static let values: [Float] =
    (-400...400).map { Float($0) / 16 }
    + [
      -0.0, 1e-30, -1e-30, 1e-6, -1e-6, 88, -88, 87.5, -103, 120, -120, .infinity, -.infinity, .nan, 0.999,
      1.0001,
    ]

  @Test(arguments: kernels)
  func matchesTheDoubleReference(_ kernel: Kernel) {
    var y = Self.values
    kernel.run(Self.values, &y, Int32(y.count))
    let inRange = zip(y, Self.values.map { kernel.reference(Double($0)) }).filter { !isOverflow($1) }
    expectClose(inRange.map(\.0), inRange.map(\.1))
    for (actual, expected) in zip(y, Self.values.map { kernel.reference(Double($0)) })
    where isOverflow(expected) {
      #expect(actual == (expected < 0 ? -.infinity : .infinity))
    }
  }

  /// A finite double that is infinite as a float.
  private func isOverflow(_ value: Double) -> Bool { value.isFinite && Float(value).isInfinite }

  @Test func sigmoidIsWithinTwoUnitsInTheLastPlace() {
    let x = stride(from: Float(-87), through: 40, by: 0.0625).map { $0 }
    var y = x
    edgec_f32_sigmoid(x, &y, Int32(x.count))
    for (x, y) in zip(x, y) {
      let expected = Float(1 / (1 + Foundation.exp(-Double(x))))
      #expect(Swift.abs(Int64(y.bitPattern) - Int64(expected.bitPattern)) <= 2, "x = \(x)")
    }
  }

  @Test func zerosKeepTheirSigns() {
    var y: [Float] = [9, 9]
    edgec_f32_abs([-0.0, 0], &y, 2)
    #expect(y.map(\.sign) == [.plus, .plus])
    edgec_f32_neg([-0.0, 0], &y, 2)
    #expect(y.map(\.sign) == [.plus, .minus])
  }

  @Test func classification() {
    let x: [Float] = [0, .nan, .infinity, -.infinity, .greatestFiniteMagnitude]
    var y = [UInt8](repeating: 9, count: 5)
    edgec_f32_is_nan(x, &y, 5)
    #expect(y == [0, 1, 0, 0, 0])
    edgec_f32_is_inf(x, &y, 5, 1, 1)
    #expect(y == [0, 0, 1, 1, 0])
    edgec_f32_is_inf(x, &y, 5, 0, 1)
    #expect(y == [0, 0, 1, 0, 0])
    edgec_f32_is_inf(x, &y, 5, 1, 0)
    #expect(y == [0, 0, 0, 1, 0])
  }

  @Test func integers() {
    var y: [Int8] = [9, 9, 9]
    edgec_s8_abs([-128, -5, 5], &y, 3)
    #expect(y == [-128, 5, 5])
    edgec_s8_neg([-128, -5, 5], &y, 3)
    #expect(y == [-128, 5, -5])
    edgec_s8_sign([-128, 0, 5], &y, 3)
    #expect(y == [-1, 0, 1])
    edgec_s8_clip([-128, 0, 127], &y, 3, -3, 4)
    #expect(y == [-3, 0, 4])
  }
}
