import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// What ONNX's node tests leave out: older opsets, and what is refused.
struct NormalizationTests {
  private let x = Tensor.random([2, 4, 3], of: Float.self)

  private func attribute(_ name: String, _ value: Int64) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .int(value))
  }

  /// Opset 18 scales groups, 21 channels.
  @Test func groupsAndChannels() throws {
    let groups = [attribute("num_groups", 2)]
    let few = [Tensor([2], [1, 2] as [Float]), Tensor([2], [5, 6] as [Float])]
    let many = [Tensor([4], [1, 1, 2, 2] as [Float]), Tensor([4], [5, 5, 6, 6] as [Float])]
    let old = try ONNXNodeRun("GroupNormalization", opset: 18, attributes: groups, [x] + few)
    let new = try ONNXNodeRun("GroupNormalization", opset: 21, attributes: groups, [x] + many)
    #expect(old.outputs[0].isIdentical(to: new.outputs[0]))
    for (opset, parameters) in [(18, many), (21, few)] {
      #expect(throws: DiagnosticsError.self) {
        try ONNXNodeRun("GroupNormalization", opset: opset, attributes: groups, [x] + parameters)
      }
    }
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("GroupNormalization", opset: 21, attributes: [attribute("num_groups", 3)], [x] + many)
    }
  }

  @Test func meanVarianceOfOpset1() throws {
    let each = try ONNXNodeRun("MeanVarianceNormalization", opset: 8, [x]).outputs[0]
    let axes = [ONNXAttribute(name: "axes", value: .ints([2]))]
    let newer = try ONNXNodeRun("MeanVarianceNormalization", opset: 9, attributes: axes, [x]).outputs[0]
    #expect(each.isIdentical(to: newer))
    let across = try ONNXNodeRun(
      "MeanVarianceNormalization", opset: 8,
      attributes: [attribute("across_channels", 1), attribute("normalize_variance", 0)], [x])
    let expected = x.elements(as: Float.self).enumerated().map { index, value in
      let image = x.elements(as: Float.self)[index / 12 * 12..<index / 12 * 12 + 12]
      return Float(Double(value) - image.reduce(0) { $0 + Double($1) } / 12)
    }
    try OperatorCheck.compare(across.outputs[0], Tensor(x.shape, expected), .init(relative: 1e-5))
  }

  @Test func zerosHaveNoNorm() throws {
    let zeros = Tensor([1, 2], [0, 0] as [Float])
    for p in [1, 2] as [Int64] {
      let run = try ONNXNodeRun("LpNormalization", opset: 7, attributes: [attribute("p", p)], [zeros])
      #expect(run.outputs[0].isIdentical(to: zeros))
    }
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("LpNormalization", opset: 7, attributes: [attribute("p", 3)], [x])
    }
  }

  @Test func hardmaxOfEarlyOpsetsFlattens() throws {
    let run = try ONNXNodeRun("Hardmax", opset: 11, [Tensor([1, 2, 2], [1, 3, 3, 0] as [Float])])
    #expect(run.outputs[0].elements(as: Float.self) == [0, 1, 0, 0])
  }

  @Test func instancesNeedSpatialAxes() {
    let parameters = Tensor.random([3], of: Float.self)
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun(
        "InstanceNormalization", opset: 6, [Tensor.random([2, 3], of: Float.self), parameters, parameters])
    }
  }
}
