import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// AVERAGE_POOL_2D, whose padding never counts.
extension AveragePool: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.averagePool2D) { context in
      let x = try context.input(0)
      let (window, fused) = try context.poolWindow(context.type(x))
      let op = AveragePool(geometry: window, overhang: [0, 0], countsPadding: false)
      return [try context.add(op, [x], fused: fused)]
    }
  ]
}
