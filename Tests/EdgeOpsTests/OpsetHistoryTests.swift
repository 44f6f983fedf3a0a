import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// What older opsets meant; ONNX's node tests cover the newest only.
struct OpsetHistoryTests {
  private let x = Tensor.random([2, 3, 4], of: Float.self)

  @Test(arguments: ["Softmax", "LogSoftmax"]) func softmaxFlattens(_ name: String) throws {
    let logarithmic = name == "LogSoftmax"
    let run = try ONNXNodeRun(name, opset: 11, [x])
    let rows = try Softmax(axis: 1, logarithmic: logarithmic).evaluate([x.reshaped([2, 12])])[0]
    try OperatorCheck.compare(run.outputs[0], rows.reshaped([2, 3, 4]))
    let negative = try ONNXNodeRun(
      name, opset: 11, attributes: [ONNXAttribute(name: "axis", value: .int(-1))], [x])
    try OperatorCheck.compare(
      negative.outputs[0], Softmax(axis: 2, logarithmic: logarithmic).evaluate([x])[0])
    let newer = try ONNXNodeRun(name, opset: 13, [x])
    try OperatorCheck.compare(newer.outputs[0], negative.outputs[0])
  }

  @Test func dropoutMask() throws {
    let old = try ONNXNodeRun("Dropout", opset: 7, [x], outputs: 2)
    #expect(old.outputs[0].isIdentical(to: x))
    #expect(old.outputs[1].elements(as: Float.self) == [Float](repeating: 1, count: 24))
    let newer = try ONNXNodeRun("Dropout", opset: 10, [x], outputs: 2)
    #expect(newer.outputs[1].elements(as: Bool.self) == [Bool](repeating: true, count: 24))
  }

  @Test func clipBounds() throws {
    let attributes = [
      ONNXAttribute(name: "min", value: .float(-1)), ONNXAttribute(name: "max", value: .float(2)),
    ]
    let expected = try Clip(lower: -1, upper: 2).evaluate([x])[0]
    let old = try ONNXNodeRun("Clip", opset: 10, attributes: attributes, [x])
    try OperatorCheck.compare(old.outputs[0], expected)
    let bounds = [x, Tensor(scalar: Float(-1)), Tensor(scalar: Float(2))]
    let constant = try ONNXNodeRun("Clip", opset: 13, bounds, constants: [1, 2])
    try OperatorCheck.compare(constant.outputs[0], expected)
    #expect(constant.graph.nodes.map(\.operator.name) == ["Clip"])
    let computed = try ONNXNodeRun("Clip", opset: 13, bounds)
    try OperatorCheck.compare(computed.outputs[0], expected)
    #expect(computed.graph.nodes.map(\.operator.name) == ["Binary", "Binary"])
  }

  @Test func batchNormalizationFolds() throws {
    func parameter(_ seed: UInt64) -> Tensor { .random([3], of: Float.self, in: 0.5...2, seed: seed) }
    let inputs = [x, parameter(1), parameter(2), parameter(3), parameter(4)]
    let folded = try ONNXNodeRun("BatchNormalization", opset: 9, inputs, constants: [1, 2, 3, 4])
    let computed = try ONNXNodeRun("BatchNormalization", opset: 15, inputs)
    #expect(folded.graph.nodes.map(\.operator.name) == ["Binary", "Binary"])
    try OperatorCheck.compare(
      folded.outputs[0], computed.outputs[0], OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-6))
  }

  /// Undoing the other operator's arrangement of the same mode.
  @Test(arguments: ["DCR", "CRD"]) func spaceToDepthModes(_ mode: String) throws {
    let image = Tensor.random([1, 8, 2, 3], of: Float.self)
    let attributes = [
      ONNXAttribute(name: "blocksize", value: .int(2)),
      ONNXAttribute(name: "mode", value: .string(Array(mode.utf8))),
    ]
    let spread = try ONNXNodeRun("DepthToSpace", opset: 28, attributes: attributes, [image]).outputs
    let back = try ONNXNodeRun("SpaceToDepth", opset: 28, attributes: attributes, spread).outputs
    #expect(back[0].isIdentical(to: image))
  }

  @Test func rangePrecision() throws {
    let bounds = [0, 3, 1].map { Tensor(scalar: Float16($0)) }
    func range(_ precision: Int64) throws -> [Tensor] {
      try ONNXNodeRun(
        "Range", opset: 27, attributes: [ONNXAttribute(name: "stash_type", value: .int(precision))], bounds,
        constants: [0, 1, 2]
      ).outputs
    }
    #expect(try range(1)[0].elements(as: Float16.self) == [0, 1, 2])
    #expect(throws: DiagnosticsError.self) { try range(10) }
  }

  @Test func shapeSlices() throws {
    let whole = try ONNXNodeRun("Shape", opset: 13, [x])
    #expect(whole.outputs[0].integers() == [2, 3, 4])
    let last = try ONNXNodeRun(
      "Shape", opset: 15, attributes: [ONNXAttribute(name: "start", value: .int(-1))], [x])
    #expect(last.outputs[0].integers() == [4])
    let hostile = try ONNXNodeRun(
      "Shape", opset: 15, attributes: [ONNXAttribute(name: "start", value: .int(.min))], [x])
    #expect(hostile.outputs[0].integers() == [2, 3, 4])
  }

  @Test(arguments: [
    (ONNXAttribute(name: "value_float", value: .float(2)), TensorType(.float32, [])),
    (ONNXAttribute(name: "value_floats", value: .floats([1, 2])), TensorType(.float32, [2])),
    (ONNXAttribute(name: "value_int", value: .int(2)), TensorType(.int64, [])),
    (ONNXAttribute(name: "value_ints", value: .ints([1, 2, 3])), TensorType(.int64, [3])),
  ])
  func constants(_ attribute: ONNXAttribute, _ type: TensorType) throws {
    let run = try ONNXNodeRun("Constant", opset: 13, attributes: [attribute], [])
    #expect(run.outputs[0].type == type)
  }

  @Test func constantsOfOtherKindsAreRefused() {
    let attribute = ONNXAttribute(name: "value_string", value: .string([65]))
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("Constant", opset: 13, attributes: [attribute], [])
    }
  }
}
