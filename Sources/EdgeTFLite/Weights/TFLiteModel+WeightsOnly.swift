public import TFLiteFormat

extension TFLiteModel {
  /// The same model with the weights of convolutions and fully connected layers stored as integers of 8 or 4 bits, a scale
  /// for each output channel, and turned back by DEQUANTIZE before the first operator: it computes in float32.
  public func storingWeights(bits: Int) -> TFLiteModel {
    changingSubgraphs { $0.storeWeights(bits: bits) }
  }
}

extension TFLiteSubgraph {
  /// An operator and a tensor cost about as many bytes as smaller weights would save.
  private static let smallestCount = 256

  fileprivate mutating func storeWeights(bits: Int) {
    var names = Set(tensors.map(\.name))
    var added: [TFLiteOperator] = []
    for index in tensors.indices {
      let users = operators.filter { $0.inputs.contains(index) }
      let axes = users.map { weightsAxis($0, weights: index) }
      guard let axis = axes.first.flatMap({ $0 }), axes.allSatisfy({ $0 == axis }), !outputs.contains(index),
        let weights = SymmetricWeights(
          tensors[index], axis: axis, bits: bits, atLeast: Self.smallestCount)
      else { continue }
      var stored = tensors[index]
      stored.name = Self.unique("\(stored.name)_int\(bits)", &names)
      stored.type = bits == 4 ? .int4 : .int8
      stored.buffer = weights.buffer
      stored.quantization = weights.quantization
      tensors[index].buffer = nil
      added.append(
        TFLiteOperator(
          code: .dequantize, version: bits == 4 ? 6 : 5, inputs: [tensors.count], outputs: [index],
          options: .dequantize(DequantizeOptions())))
      tensors.append(stored)
    }
    operators = added + operators
  }

  /// The axis of the output channels; nil for operators without weights.
  private func weightsAxis(_ node: TFLiteOperator, weights: Int) -> Int? {
    if node.code == .transposeConv, node.inputs.count > 2, node.inputs[1] == weights { return 0 }
    if node.code == .conv2D, node.inputs.count > 1, node.inputs[1] == weights { return 0 }
    return hybridAxis(node, weights: weights)
  }
}
