import EdgeIR
import EdgeONNX

/// ONNX NonMaxSuppression: 10; 11 boxes at the threshold are kept, as they are here in both.
extension NonMaxSuppression: ONNXImporting {
  public static let importers = [
    ONNXImporter("NonMaxSuppression", since: 10) { context in
      let boxes = try context.input(0)
      let inputs = [boxes, try context.input(1)] + (2..<5).map { context.optionalInput($0) }
      let shape = context.type(boxes).shape
      let suppression = NonMaxSuppression(
        limit: limit(context, inputs[2], boxes: shape.count == 3 ? shape[1] : 0),
        isCentered: try context.flag("center_point_box"))
      return Array(try context.addAll(suppression, inputs).prefix(1))
    }
  ]

  /// As many as the model says, none where it says nothing, all where that depends on data.
  private static func limit(_ context: ImportContext, _ most: ValueID?, boxes: Int) -> Int {
    guard let most else { return 0 }
    guard let number = context.constantTensor(most)?.integers()?.first else { return boxes }
    return min(max(number, 0), boxes)
  }
}
