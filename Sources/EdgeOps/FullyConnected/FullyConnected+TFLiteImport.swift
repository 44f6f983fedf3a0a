import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// FULLY_CONNECTED: without `keep_num_dims` the input is read as rows of the weights' length.
extension FullyConnected: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.fullyConnected) { context in
      guard case .fullyConnected(let options)? = context.node.options else { throw context.missingOptions }
      guard options.weightsFormat == .`default` else {
        throw context.invalid("weights_format", "shuffled weights are not supported")
      }
      let x = try context.input(0)
      let weights = try context.input(1)
      let type = context.type(weights)
      guard type.rank == 2, type.shape[1] > 0 else {
        throw TFLiteImportError(.invalidInputs, "expected weights [N,K], got \(type)")
      }
      let bias = try context.optionalInput(2).map { try context.reshaped($0, to: [type.shape[0]]) }
      let rows =
        options.keepNumDims
        ? x : try context.reshaped(x, to: [context.type(x).elementCount / type.shape[1], type.shape[1]])
      return [
        try context.add(
          FullyConnected(), [rows, weights, bias], fused: options.fusedActivationFunction)
      ]
    }
  ]
}
