import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX operators that only change the shape.
///
/// - Reshape: 1 shape as attribute; 5 shape as input; 14 adds allowzero; 13, 19, 21 element types only
/// - Flatten: 1, 9, 11 (negative axis), 13, 21
/// - Squeeze, Unsqueeze: 1, 11 axes as attribute; 13 axes as input
extension Reshape: ONNXImporting {
  public static let importers = [
    ONNXImporter("Reshape", since: 1) { context in
      guard let shape = try context.ints("shape") else { throw context.invalid("shape", "is required") }
      return try importReshape(context, shape.map { .known($0) })
    },
    ONNXImporter("Reshape", since: 5) { context in
      let isFull = try context.extents(context.input(0)).isEmpty
      let shape =
        isFull
        ? try context.integersInput(1, "shape").map { .known($0) } : try context.dimensionsInput(1, "shape")
      return try importReshape(context, shape)
    },
    ONNXImporter("Flatten", since: 1, build: importFlatten),
    ONNXImporter("Squeeze", since: 1) { try importSqueeze($0, axes: $0.ints("axes")) },
    ONNXImporter("Squeeze", since: 13) { try importSqueeze($0, axes: $0.optionalIntegersInput(1, "axes")) },
    ONNXImporter("Unsqueeze", since: 1) { context in
      guard let axes = try context.ints("axes") else { throw context.invalid("axes", "is required") }
      return try importUnsqueeze(context, axes: axes)
    },
    ONNXImporter("Unsqueeze", since: 13) { try importUnsqueeze($0, axes: $0.integersInput(1, "axes")) },
  ]

  private static func importReshape(_ context: ImportContext, _ wanted: [Dimension]) throws -> [ValueID] {
    let x = try context.input(0)
    let keepsZero = try context.flag("allowzero")
    let extents = context.extents(x)
    let shape = try resolve(wanted.map(\.capacity), of: context.type(x), keepsZero: keepsZero)
    let result = try context.add(Reshape(shape: shape), [x])
    // A size that the model spells out is exact; where the result's is not, it must be what is left or copied.
    let found = context.extents(result)
    let agrees =
      extents.isEmpty
      || shape.indices.allSatisfy { axis in
        switch wanted[axis] {
        case .known(-1): true
        case .known(0) where !keepsZero: found[axis] == extents[axis]
        case .known: found[axis] == nil
        case .extent(let extent): found[axis] == extent
        }
      }
    guard agrees else { throw context.needsExactSize(x) }
    return [result]
  }

  /// 0 copies the input's dimension unless zeros are to be kept; one -1 takes what is left.
  private static func resolve(_ wanted: [Int], of x: TensorType, keepsZero: Bool) throws -> [Int] {
    var shape = wanted
    for (axis, size) in wanted.enumerated() where size == 0 && !keepsZero {
      guard axis < x.rank else {
        throw ImportError(.invalidInputs, "shape \(wanted): 0 at \(axis) copies no dimension of \(x)")
      }
      shape[axis] = x.shape[axis]
    }
    let free = shape.indices.filter { shape[$0] == -1 }
    guard free.count <= 1, shape.allSatisfy({ $0 >= -1 }) else {
      throw ImportError(.invalidInputs, "shape \(wanted): expected sizes >= 0 and at most one -1")
    }
    guard let axis = free.first else { return shape }
    shape[axis] = 1
    let rest = TensorType(x.element, shape)
    guard rest.fits(limitInBytes: tensorLimitInBytes), rest.elementCount > 0,
      x.elementCount % rest.elementCount == 0
    else { throw ImportError(.invalidInputs, "shape \(wanted) does not divide \(x)") }
    shape[axis] = x.elementCount / rest.elementCount
    return shape
  }

  @Sendable private static func importFlatten(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let shape = context.type(x).shape
    let axis = try context.int("axis", default: 1)
    let split = axis < 0 ? axis + shape.count : axis
    guard split >= 0, split <= shape.count else {
      throw context.invalid("axis", "\(axis) is out of range for rank \(shape.count)")
    }
    let flat = [shape[..<split].reduce(1, *), shape[split...].reduce(1, *)]
    return [try context.add(Reshape(shape: flat), [x])]
  }

  @Sendable private static func importSqueeze(_ context: ImportContext, axes: [Int]?) throws -> [ValueID] {
    let x = try context.input(0)
    let shape = context.type(x).shape
    if axes == nil, !context.extents(x).isEmpty { throw context.needsExactSize(x) }
    let removed =
      try axes.map { try context.normalizeAxes($0, rank: shape.count) }
      ?? shape.indices.filter { shape[$0] == 1 }
    guard removed.allSatisfy({ shape[$0] == 1 }) else {
      throw ImportError(.invalidInputs, "axes \(removed) of \(context.type(x)) are not all of size 1")
    }
    let kept = shape.indices.filter { !removed.contains($0) }.map { shape[$0] }
    return [try context.add(Reshape(shape: kept), [x])]
  }

  @Sendable private static func importUnsqueeze(_ context: ImportContext, axes: [Int]) throws -> [ValueID] {
    let x = try context.input(0)
    var shape = context.type(x).shape
    let inserted = try context.normalizeAxes(axes, rank: shape.count + axes.count)
    for axis in inserted.sorted() { shape.insert(1, at: axis) }
    return [try context.add(Reshape(shape: shape), [x])]
  }
}
