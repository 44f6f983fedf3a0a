import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// BROADCAST_TO, and FILL, which broadcasts a scalar.
extension BroadcastTo: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.broadcastTo) { context in
      [try context.add(BroadcastTo(shape: context.integersInput(1, "shape")), [context.input(0)])]
    },
    TFLiteImporter(.fill) { context in
      [try context.add(BroadcastTo(shape: context.integersInput(0, "dims")), [context.input(1)])]
    },
  ]
}
