import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension FullyConnected: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let element = builder.type(of: input).element
    guard element == .float32 else {
      throw TFLiteRefusal("TFLite multiplies float32 matrices, not \(element.rawValue)")
    }
    let output = builder.tensor(node.outputs[0])
    let (fused, rest) = TFLiteActivation.split(activation)
    let result =
      rest == nil
      ? output : builder.temporary(builder.type(of: output), name: "\(builder.name(of: output))_raw")
    let keepsDimensions = builder.type(of: input).rank != 2
    var operands = [input, builder.tensor(node.inputs[1])]
    if node.inputs.count > 2, node.inputs[2] != nil { operands.append(builder.tensor(node.inputs[2])) }
    if operands.count == 2 { operands.append(TFLiteBuilder.absent) }
    builder.emit(
      .fullyConnected, version: version(operands, keepsDimensions),
      options: .fullyConnected(
        FullyConnectedOptions(fusedActivationFunction: fused, keepNumDims: keepsDimensions)),
      operands, to: [result])
    if let rest { try builder.clamp(result, to: output, rest) }
  }

  /// Version 5 keeps dimensions, version 6 goes without a bias.
  private func version(_ operands: [TFLiteBuilder.TensorIndex], _ keepsDimensions: Bool) -> Int {
    if operands[2] == TFLiteBuilder.absent { return 6 }
    return keepsDimensions ? 5 : 1
  }
}
