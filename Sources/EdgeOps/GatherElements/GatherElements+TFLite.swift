import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// GATHER from the flattened tensor, for constant indices.
extension GatherElements: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let type = builder.type(of: input)
    try builder.requireGathered(type.element)
    guard let indices = node.inputs[1], let tensor = builder.graph[indices].constant else {
      throw TFLiteRefusal(
        "gathering by computed indices has no TFLite form", hint: "make the indices constant")
    }
    let numbers: [Int]
    do {
      numbers = try positions(type, tensor)
    } catch let error as OperatorError {
      throw TFLiteRefusal(error.message)
    }
    guard !numbers.isEmpty else { throw TFLiteRefusal("TFLite gathers by no empty indices") }
    let flat = builder.reshaped(input, to: [type.elementCount])
    let places = Tensor(tensor.shape, numbers.map { Int32(clamping: $0) })
    builder.emit(
      .gather, options: .gather(GatherOptions(axis: 0)),
      [flat, builder.constant(places, name: builder.graph[indices].name)],
      to: [builder.tensor(node.outputs[0])])
  }
}
