import EdgeIR

/// With more than two spatial axes: the first becomes part of the batch, its taps part of the channels.
extension Conv: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let weights = try builder.input(1)
    let output = node.outputs.first.map { builder.type($0).shape } ?? []
    guard strides.count > 2, !output.contains(0) else {
      throw OperatorError("a convolution along \(strides.count) axes has no simpler form")
    }
    let padded = try builder.padded(builder.input(0), axis: 1, begin: padsBegin[0], end: padsEnd[0])
    let parts = try builder.unfolded(
      padded, weights, stride: strides[0], dilation: dilations[0], count: output[1], groups: groups)
    var conv = self
    conv.strides.removeFirst()
    conv.dilations.removeFirst()
    conv.padsBegin.removeFirst()
    conv.padsEnd.removeFirst()
    return [
      try builder.reshaped(
        builder.add(conv, parts.x, parts.weights, builder.optionalInput(2)), to: output)
    ]
  }
}
