import CEdgeKernels
import EdgeIR
import EdgeTestSupport
import Testing

@testable import EdgeOps

/// Linear forms of quantized sums against the runtime's arithmetic, all pairs of integers.
struct LinearAdditionTests {
  struct Scales: Sendable, CustomTestStringConvertible {
    var left: (Float, Int)
    var right: (Float, Int)
    var result: (Float, Int)
    var kind = Binary.Kind.add

    var testDescription: String { "\(kind) \(left), \(right) -> \(result)" }

    func type(_ scale: (Float, Int)) -> TensorType {
      TensorType(.int8, [256, 256], quantization: Quantization(scale: scale.0, zeroPoint: scale.1))
    }
  }

  static let cases: [Scales] = [
    // Residual sums of a classifier, followed by ReLU.
    Scales(left: (0.039393552, -128), right: (0.104194961, 4), result: (0.050945674, -128)),
    Scales(left: (0.044761427, -17), right: (0.113118842, 4), result: (0.053236217, -128)),
    Scales(left: (0.083858304, 38), right: (0.217243642, -2), result: (0.127069145, -128)),
    // Limits on both sides are reached; the result has a zero point.
    Scales(left: (0.0891, 9), right: (0.0672, -128), result: (0.0713, 7)),
    Scales(left: (0.031, -128), right: (0.0044, 4), result: (0.0301, -11)),
    Scales(left: (0.0572, 3), right: (0.0189, -20), result: (0.0401, 12), kind: .subtract),
  ]

  @Test(arguments: cases) func everyPair(_ scales: Scales) throws {
    let op = Binary(scales.kind)
    let types = [scales.left, scales.right, scales.result].map(scales.type)
    let sign: Double = scales.kind == .subtract ? -1 : 1
    let ratios = [scales.left, scales.right].map { Double($0.0) / Double(scales.result.0) }
    let form = try #require(
      try LinearAddition(op, types[0], types[1], to: types[2], .twice, ratios: (ratios[0], sign * ratios[1])))
    let p = (0..<1 << 16).map { Int8(truncatingIfNeeded: $0 >> 8) }
    let q = (0..<1 << 16).map { Int8(truncatingIfNeeded: $0) }
    let operands = [Tensor([256, 256], p).as(types[0]), Tensor([256, 256], q).as(types[1])]
    let expected = try op.evaluateIntegers(operands, [types[2]], .twice)[0].integers(less: 0)
    // One more pair than eights hold.
    var result = [Int8](repeating: 0, count: 1 << 16 + 1)
    edgec_qs8_linear_add(p + [0], q + [0], &result, 1 << 16 + 1, form.a, form.b, form.offset)
    #expect(result.dropLast().map { Int($0) } == expected)
    #expect(result.last == result[0])
  }

  @Test func productsHaveNoForm() throws {
    let scales = Scales(left: (0.5, 0), right: (0.5, 0), result: (1, 0))
    let types = [scales.left, scales.right, scales.result].map(scales.type)
    #expect(
      try LinearAddition(Binary(.multiply), types[0], types[1], to: types[2], .twice, ratios: (0.5, 0.5))
        == nil)
  }

  @Test func sumsBeyond32BitsHaveNoForm() throws {
    let scales = Scales(left: (0.5, 0), right: (0.5, 0), result: (0.01, 0))
    let types = [scales.left, scales.right, scales.result].map(scales.type)
    #expect(
      try LinearAddition(Binary(.add), types[0], types[1], to: types[2], .twice, ratios: (50, 50)) == nil)
  }
}
