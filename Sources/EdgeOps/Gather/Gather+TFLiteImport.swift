import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Gather: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.gather) { context in
      guard case .gather(let options)? = context.node.options else { throw context.missingOptions }
      guard options.batchDims == 0 else { throw context.invalid("batch_dims", "must be 0") }
      let x = try context.input(0)
      let axis = try context.normalizeAxis(options.axis, rank: context.type(x).rank)
      return [try context.add(Gather(axis: axis), context.inputs)]
    }
  ]
}
