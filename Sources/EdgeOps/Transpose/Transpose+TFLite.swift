import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Transpose: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let order = builder.constant(permutation, name: "\(builder.graph[node.outputs[0]].name)_permutation")
    builder.emit(
      .transpose, options: .transpose(TransposeOptions()), [builder.tensor(node.inputs[0]), order],
      to: [builder.tensor(node.outputs[0])])
  }
}
