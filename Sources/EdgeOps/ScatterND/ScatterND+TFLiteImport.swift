import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// SCATTER_ND: sums in a tensor of zeros. For bools, "or".
extension ScatterND: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.scatterNd) { context in
      let updates = try context.input(1)
      let type = TensorType(
        context.type(updates).element, try context.integersInput(2, "the result's shape"))
      guard type.shape.allSatisfy({ $0 >= 0 }), type.fits(limitInBytes: tensorLimitInBytes) else {
        throw TFLiteImportError(.invalidInputs, "expected the shape of a tensor, got \(type.shape)")
      }
      let zeros = Tensor(type, storage: TensorStorage(zeroed: type.sizeInBytes))
      return [try context.add(ScatterND(.add), [context.constant(zeros), context.input(0), updates])]
    }
  ]
}
