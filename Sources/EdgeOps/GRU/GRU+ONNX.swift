import EdgeIR
import EdgeONNX

/// - GRU: 1; 3 `linear_before_reset`; 7 drops `output_sequence`; 14 `layout`; 22 element types only
extension GRU: ONNXImporting {
  public static let importers = [
    ONNXImporter("GRU", since: 1) { context in
      let resetsAfterProduct = try context.flag("linear_before_reset")
      return try RecurrentNode(context, activations: [.sigmoid, .tanh]).build { direction in
        GRU(
          isReversed: direction.isReversed, yieldsSequence: direction.yieldsSequence, clip: direction.clip,
          gateActivation: direction.activations[0], candidateActivation: direction.activations[1],
          resetsAfterProduct: resetsAfterProduct)
      }
    }
  ]
}
