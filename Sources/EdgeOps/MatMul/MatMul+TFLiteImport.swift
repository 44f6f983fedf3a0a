import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension MatMul: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.batchMatMul) { context in
      var product = MatMul()
      if case .batchMatMul(let options)? = context.node.options {
        product = MatMul(transposesA: options.adjX, transposesB: options.adjY)
      }
      return [try context.result(product, [context.input(0), context.input(1)])]
    }
  ]
}
