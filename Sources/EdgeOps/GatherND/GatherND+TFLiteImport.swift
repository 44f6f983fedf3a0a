import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension GatherND: TFLiteImporting {
  public static let tfliteImporters = [TFLiteImporter(.gatherNd) { try $0.direct(GatherND()) }]
}
