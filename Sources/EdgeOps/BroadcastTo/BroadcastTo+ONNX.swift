import EdgeIR
import EdgeONNX
import EdgeSupport

/// - Expand: 8, 13 element types; the shape broadcasts in both directions
/// - ConstantOfShape: 9, 20 to 25 element types
extension BroadcastTo: ONNXImporting {
  public static let importers = [
    ONNXImporter("Expand", since: 8) { [try expand($0)] },
    ONNXImporter("ConstantOfShape", since: 9) { context in
      let sizes = try context.dimensionsInput(0, "shape")
      let value = try context.tensor("value") ?? Tensor(scalar: Float(0))
      guard value.elementCount == 1 else {
        throw context.invalid("value", "expected one element, got \(value.type)")
      }
      let scalar = context.constant(value.reshaped([]))
      return [try context.add(BroadcastTo(shape: sizes.map(\.capacity)), [scalar], extents: extents(sizes))]
    },
  ]

  /// Both the input and the wanted shape may have sizes that depend on data; where they meet they must be the same.
  private static func expand(_ context: ImportContext) throws -> ValueID {
    let x = try context.input(0)
    let wanted = try context.dimensionsInput(1, "shape")
    let sizes = wanted.map(\.capacity)
    guard sizes.allSatisfy({ $0 >= 0 }), let shape = broadcastShape(context.type(x).shape, sizes) else {
      throw ImportError(.invalidInputs, "\(context.type(x)) does not broadcast with shape \(sizes)")
    }
    let own = context.extents(x)
    let dimensions = try shape.indices.map { axis -> Dimension in
      let (ownAxis, wantedAxis) = (
        axis - shape.count + context.type(x).rank, axis - shape.count + sizes.count
      )
      let old: Dimension =
        ownAxis < 0 ? .known(1) : own[ownAxis].map { .extent($0) } ?? .known(context.type(x).shape[ownAxis])
      let new = wantedAxis < 0 ? .known(1) : wanted[wantedAxis]
      if old == new || new == .known(1) { return old }
      guard old == .known(1) || (old.extent == nil && new.extent == nil) else {
        throw context.needsExactSize(x)
      }
      return new
    }
    return try context.add(BroadcastTo(shape: shape), [x], extents: extents(dimensions))
  }

  private static func extents(_ sizes: [Dimension]) -> AxisExtents {
    Dictionary(
      uniqueKeysWithValues: sizes.enumerated().compactMap { axis, size in size.extent.map { (axis, $0) } })
  }
}
