import EdgeIR
import EdgeONNX

/// - LSTM: 1; 7 drops `output_sequence`; 14 `layout`; 22 element types only
extension LSTM: ONNXImporting {
  public static let importers = [
    ONNXImporter("LSTM", since: 1) { context in
      let couplesGates = try context.flag("input_forget")
      return try RecurrentNode(context, activations: [.sigmoid, .tanh, .tanh]).build { direction in
        LSTM(
          isReversed: direction.isReversed, yieldsSequence: direction.yieldsSequence, clip: direction.clip,
          gateActivation: direction.activations[0], candidateActivation: direction.activations[1],
          outputActivation: direction.activations[2], couplesGates: couplesGates)
      }
    }
  ]
}
