import EdgeIR
import EdgeONNX

/// ONNX Gather: 1; 11 negative axis and indices; 13 element types.
extension Gather: ONNXImporting {
  public static let importers = [
    ONNXImporter("Gather", since: 1) { context in
      let x = try context.input(0)
      let indices = try context.input(1)
      let gather = Gather(axis: try context.axis(default: 0, rank: context.type(x).rank))
      var extents = context.extents(x)
      guard let size = extents.removeValue(forKey: gather.axis) else {
        return [try context.add(gather, [x, indices])]
      }
      let positions = try fromStart(context, indices, size)
      let types = [context.type(x), context.type(positions)]
      guard let flow = gather.propagate([extents, context.extents(positions)], types, []) else {
        throw context.needsExactSize(x)
      }
      return [try context.add(gather, [x, positions], flow: flow)]
    }
  ]

  /// Indices into an axis whose size depends on data, with those that count from its end counted from its start.
  private static func fromStart(
    _ context: ImportContext, _ indices: ValueID, _ size: Extent
  ) throws -> ValueID {
    if let known = context.constantTensor(indices)?.integers(), known.allSatisfy({ $0 >= 0 }) {
      return indices
    }
    let element = context.type(indices).element
    let zero = Tensor(TensorType(element, []), storage: TensorStorage(zeroed: element.sizeInBytes))
    let isFromEnd = try context.add(Compare(.less), [indices, context.constant(zero)])
    let count = try context.add(Cast(to: element), [context.number(size)])
    return try context.add(Where(), [isFromEnd, context.add(Binary(.add), [indices, count]), indices])
  }
}
