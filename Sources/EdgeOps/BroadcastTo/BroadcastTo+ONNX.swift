import EdgeIR
import EdgeONNX
import EdgeSupport

/// - Expand: 8, 13 element types; the shape broadcasts in both directions
/// - ConstantOfShape: 9, 20 to 25 element types
extension BroadcastTo: ONNXImporting {
  public static let importers = [
    ONNXImporter("Expand", since: 8) { context in
      let x = try context.input(0)
      let wanted = try context.integersInput(1, "shape")
      guard wanted.allSatisfy({ $0 >= 0 }), let shape = broadcastShape(context.type(x).shape, wanted) else {
        throw ImportError(.invalidInputs, "\(context.type(x)) does not broadcast with shape \(wanted)")
      }
      return [try context.add(BroadcastTo(shape: shape), [x])]
    },
    ONNXImporter("ConstantOfShape", since: 9) { context in
      let shape = try context.integersInput(0, "shape")
      let value = try context.tensor("value") ?? Tensor(scalar: Float(0))
      guard value.elementCount == 1 else {
        throw context.invalid("value", "expected one element, got \(value.type)")
      }
      return [try context.add(BroadcastTo(shape: shape), [context.constant(value.reshaped([]))])]
    },
  ]
}
