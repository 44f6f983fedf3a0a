import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// - Slice: 1 attributes; 10 inputs, steps; 11 negative axes; 13 element types
/// - Split: 1 sizes as attribute or input, no default axis; 2 attribute split; 11 negative axis; 13 split as input; 18 num_outputs
extension Slice: ONNXImporting {
  public static let importers = [
    ONNXImporter("Slice", since: 1) { context in
      guard let starts = try context.ints("starts"), let ends = try context.ints("ends") else {
        throw context.invalid("starts", "and ends are required")
      }
      return [try importSlice(context, starts, ends, axes: context.ints("axes"), steps: nil)]
    },
    ONNXImporter("Slice", since: 10) { context in
      let starts = try context.integersInput(1, "starts")
      let ends = try context.integersInput(2, "ends")
      let axes = try context.optionalIntegersInput(3, "axes")
      let steps = try context.optionalIntegersInput(4, "steps")
      return [try importSlice(context, starts, ends, axes: axes, steps: steps)]
    },
    ONNXImporter("Split", since: 1) { context in
      guard context.hasAttribute("axis") else {
        throw context.invalid("axis", "is required: opset 1 has no default")
      }
      let lengths = context.optionalInput(1) == nil ? nil : try context.constantInput(1, "split").doubles()
      let sizes = lengths.map { $0.map { Int(exactly: $0) ?? -1 } }
      return try importSplit(context, sizes ?? context.ints("split"))
    },
    ONNXImporter("Split", since: 2) { try importSplit($0, $0.ints("split")) },
    ONNXImporter("Split", since: 13) { try importSplit($0, $0.optionalIntegersInput(1, "split")) },
  ]

  private static func importSlice(
    _ context: ImportContext, _ starts: [Int], _ ends: [Int], axes: [Int]?, steps: [Int]?
  ) throws -> ValueID {
    let x = try context.input(0)
    let shape = context.type(x).shape
    let axes = try context.normalizeAxes(axes ?? Array(starts.indices), rank: shape.count)
    let steps = steps ?? Array(repeating: 1, count: starts.count)
    guard starts.count == axes.count, ends.count == axes.count, steps.count == axes.count else {
      throw ImportError(
        .invalidInputs, "starts \(starts), ends \(ends), axes \(axes), steps \(steps) differ in length")
    }
    guard steps.allSatisfy({ $0 != 0 && $0 != .min }) else {
      throw ImportError(.invalidInputs, "steps \(steps): expected no 0")
    }
    var slice = Slice(
      starts: shape.map { _ in 0 }, steps: shape.map { _ in 1 }, sizes: shape)
    var extents = context.extents(x)
    for (i, axis) in axes.enumerated() {
      let range = resolve(starts[i], ends[i], step: steps[i], size: shape[axis])
      (slice.starts[axis], slice.steps[axis], slice.sizes[axis]) = (range.start, steps[i], range.count)
      guard let extent = extents[axis] else { continue }
      // Bounds that count from the end count from that of the data.
      guard starts[i] >= 0, ends[i] >= 0, steps[i] == 1 else { throw context.needsExactSize(x) }
      extents[axis] = range.count == 0 ? nil : extent.sliced(from: range.start, size: range.count)
    }
    return try context.add(slice, [x], extents: extents)
  }

  /// The first position and the number of elements, after negative bounds count from the end and all are limited
  /// to the axis (numpy's rules).
  private static func resolve(_ start: Int, _ end: Int, step: Int, size: Int) -> (start: Int, count: Int) {
    func limited(_ bound: Int, _ low: Int, _ high: Int) -> Int {
      min(max(bound < 0 ? bound + size : bound, low), high)
    }
    if step > 0 {
      let first = limited(start, 0, size)
      let last = limited(end, 0, size)
      return first < last ? (first, (last - first - 1) / step + 1) : (0, 0)
    }
    let first = limited(start, -1, size - 1)
    let last = limited(end, -1, size - 1)
    return first > last ? (first, (first - last - 1) / -step + 1) : (0, 0)
  }

  /// One slice for each part. Without sizes all parts are equal, the last one smaller if need be.
  private static func importSplit(_ context: ImportContext, _ split: [Int]?) throws -> [ValueID] {
    let x = try context.input(0)
    let shape = context.type(x).shape
    let axis = try context.axis(default: 0, rank: shape.count)
    let count = try context.int("num_outputs", default: max(context.node.outputs.count, 1))
    guard count > 0, count <= 1 << 16 else {
      throw context.invalid("num_outputs", "expected 1 or more, got \(count)")
    }
    let chunk = (shape[axis] + count - 1) / count
    let sizes = split ?? (0..<count).map { min(chunk, max(shape[axis] - $0 * chunk, 0)) }
    var start = 0
    return try sizes.map { size in
      guard size >= 0, size <= shape[axis] - start else {
        throw ImportError(.invalidInputs, "split \(sizes) does not add up to \(shape[axis])")
      }
      var slice = Slice(starts: shape.map { _ in 0 }, steps: shape.map { _ in 1 }, sizes: shape)
      (slice.starts[axis], slice.sizes[axis]) = (start, size)
      start += size
      return try context.add(slice, [x])
    }
  }
}
