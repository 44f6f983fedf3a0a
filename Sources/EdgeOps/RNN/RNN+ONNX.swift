import EdgeIR
import EdgeONNX

/// - RNN: 1; 7 drops `output_sequence`; 14 `layout`; 22 element types only
extension RNN: ONNXImporting {
  public static let importers = [
    ONNXImporter("RNN", since: 1) { context in
      try RecurrentNode(context, activations: [.tanh]).build { direction in
        RNN(
          isReversed: direction.isReversed, yieldsSequence: direction.yieldsSequence, clip: direction.clip,
          activation: direction.activations[0])
      }
    }
  ]
}
