import EdgeIR
import EdgeONNX

/// ONNX Unique: 11. Without an axis x is flattened.
extension Unique: ONNXImporting {
  public static let importers = [
    ONNXImporter("Unique", since: 11) { context in
      let x = try context.input(0)
      let type = context.type(x)
      let isSorted = try context.flag("sorted", default: true)
      let slices =
        context.hasAttribute("axis")
        ? x : try context.add(Reshape(shape: [type.elementCount]), [x])
      let axis = try context.axis(default: 0, rank: context.type(slices).rank)
      let unique = Unique(axis: axis, isSorted: isSorted)
      return Array(try context.addAll(unique, [slices]).prefix(4))
    }
  ]
}
