public import TFLiteFormat

extension TFLiteModel {
  /// The same model with the weights of CONV_2D, DEPTHWISE_CONV_2D and FULLY_CONNECTED stored as int8. LiteRT computes
  /// such operators on activations that it rounds to 8 bits with a scale and zero point of each run. In this form all its
  /// resolvers use a zero point; single activations still round differently.
  public func storingInt8Weights() -> TFLiteModel {
    changingSubgraphs { $0.storeInt8Weights() }
  }
}

extension TFLiteSubgraph {
  /// Smaller weights are not worth what rounding costs.
  private static let smallestCount = 1024

  fileprivate mutating func storeInt8Weights() {
    for index in tensors.indices {
      let users = operators.indices.filter { operators[$0].inputs.contains(index) }
      let axes = users.map { hybridAxis(operators[$0], weights: index) }
      guard let axis = axes.first.flatMap({ $0 }), axes.allSatisfy({ $0 == axis }), !outputs.contains(index),
        let weights = SymmetricWeights(
          tensors[index], axis: axis, bits: 8, atLeast: Self.smallestCount)
      else { continue }
      tensors[index].type = .int8
      tensors[index].buffer = weights.buffer
      tensors[index].quantization = weights.quantization
      for user in users { makeHybrid(&operators[user]) }
    }
  }

  /// The axis of the weights' output channels; nil for operators that do not multiply by 8-bit weights.
  func hybridAxis(_ node: TFLiteOperator, weights: Int) -> Int? {
    guard node.inputs.count > 1, node.inputs[1] == weights, node.inputs[0] != weights,
      !node.inputs.dropFirst(2).contains(weights), tensors.indices.contains(node.inputs[0]),
      tensors[node.inputs[0]].type == .float32
    else { return nil }
    let shape = tensors[weights].shape
    switch node.code {
    case .conv2D where shape.last == tensors[node.inputs[0]].shape.last: return 0
    case .fullyConnected: return 0
    case .depthwiseConv2D: return 3
    default: return nil
    }
  }

  private func makeHybrid(_ node: inout TFLiteOperator) {
    switch (node.code, node.options) {
    case (.fullyConnected, .fullyConnected(var options)?):
      options.asymmetricQuantizeInputs = true
      node.options = .fullyConnected(options)
      node.version = 12
    case (.conv2D, _): node.version = 5
    case (.depthwiseConv2D, _): node.version = 6
    default: break
    }
  }
}
