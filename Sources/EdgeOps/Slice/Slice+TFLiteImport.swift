import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// SLICE, STRIDED_SLICE, REVERSE_V2 and the operators that cut a tensor into parts: SPLIT, SPLIT_V, UNPACK.
extension Slice: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.slice) { context in
      let x = try context.input(0)
      let shape = context.type(x).shape
      let starts = try context.integersInput(1, "begin")
      let wishes = try context.integersInput(2, "size")
      guard starts.count == shape.count, wishes.count == shape.count,
        zip(starts, shape).allSatisfy({ $0 >= 0 && $0 <= $1 })
      else { throw TFLiteImportError(.invalidInputs, "begin \(starts), size \(wishes) do not fit \(shape)") }
      let sizes = wishes.indices.map { wishes[$0] == -1 ? shape[$0] - starts[$0] : wishes[$0] }
      return [try context.add(Slice(starts: starts, steps: shape.map { _ in 1 }, sizes: sizes), [x])]
    },
    TFLiteImporter(.stridedSlice) { [try StridedSlice($0).slice()] },
    TFLiteImporter(.reverseV2) { context in
      let x = try context.input(0)
      let shape = context.type(x).shape
      let axes = try context.normalizeAxes(context.integersInput(1, "axes"), rank: shape.count)
      let starts = shape.indices.map { axes.contains($0) ? max(shape[$0] - 1, 0) : 0 }
      let steps = shape.indices.map { axes.contains($0) ? -1 : 1 }
      return [try context.add(Slice(starts: starts, steps: steps, sizes: shape), [x])]
    },
    TFLiteImporter(.split) { context in
      guard case .split(let options)? = context.node.options else { throw context.missingOptions }
      let x = try context.input(1)
      let shape = context.type(x).shape
      let axis = try context.normalizeAxis(context.integerInput(0, "axis"), rank: shape.count)
      let count = options.numSplits
      guard count > 0, count == context.node.outputs.count, shape[axis] % count == 0 else {
        throw context.invalid("num_splits", "\(count) parts do not fit axis \(axis) of \(context.type(x))")
      }
      return try parts(context, x, axis, Array(repeating: shape[axis] / count, count: count))
    },
    TFLiteImporter(.splitV) { context in
      let x = try context.input(0)
      let shape = context.type(x).shape
      let axis = try context.normalizeAxis(context.integerInput(2, "axis"), rank: shape.count)
      var sizes = try context.integersInput(1, "sizes")
      if let open = sizes.firstIndex(of: -1) {
        let known = sizes.filter { $0 >= 0 && $0 <= shape[axis] }.reduce(0) { $0 &+ $1 }
        sizes[open] = max(shape[axis] &- known, 0)
      }
      return try parts(context, x, axis, sizes)
    },
    TFLiteImporter(.unpack) { context in
      guard case .unpack(let options)? = context.node.options else { throw context.missingOptions }
      let x = try context.input(0)
      var shape = context.type(x).shape
      let axis = try context.normalizeAxis(options.axis, rank: shape.count)
      guard options.num == shape[axis], options.num == context.node.outputs.count else {
        throw context.invalid("num", "\(options.num) parts of axis \(axis) of \(context.type(x))")
      }
      let slices = try parts(context, x, axis, Array(repeating: 1, count: options.num))
      shape.remove(at: axis)
      return try slices.map { try context.reshaped($0, to: shape) }
    },
  ]

  private static func parts(
    _ context: TFLiteImportContext, _ x: ValueID, _ axis: Int, _ sizes: [Int]
  ) throws -> [ValueID] {
    let shape = context.type(x).shape
    var start = 0
    return try sizes.map { size in
      guard size >= 0, size <= shape[axis] - start else {
        throw TFLiteImportError(.invalidInputs, "sizes \(sizes) do not add up to \(shape[axis])")
      }
      var slice = Slice(starts: shape.map { _ in 0 }, steps: shape.map { _ in 1 }, sizes: shape)
      (slice.starts[axis], slice.sizes[axis]) = (start, size)
      start += size
      return try context.add(slice, [x])
    }
  }
}

/// STRIDED_SLICE's specification: one entry for each axis of the input from the first on, with bits of masks that
/// change what an entry means.
private struct StridedSlice {
  private let context: TFLiteImportContext
  private let options: StridedSliceOptions
  private let begins: [Int]
  private let ends: [Int]
  private let strides: [Int]

  init(_ context: TFLiteImportContext) throws {
    guard case .stridedSlice(let options)? = context.node.options else { throw context.missingOptions }
    guard options.ellipsisMask == 0, options.newAxisMask == 0 else {
      throw context.invalid("ellipsis_mask", "and new_axis_mask must be 0")
    }
    self.context = context
    self.options = options
    begins = try context.integersInput(1, "begin")
    ends = try context.integersInput(2, "end")
    strides = try context.integersInput(3, "strides")
  }

  func slice() throws -> ValueID {
    let x = try context.input(0)
    let shape = context.type(x).shape
    guard begins.count <= shape.count, ends.count == begins.count, strides.count == begins.count,
      strides.allSatisfy({ $0 != 0 && $0 != .min })
    else {
      throw TFLiteImportError(
        .invalidInputs, "begin \(begins), end \(ends), strides \(strides) do not fit \(context.type(x))")
    }
    var slice = Slice(starts: shape.map { _ in 0 }, steps: shape.map { _ in 1 }, sizes: shape)
    for axis in begins.indices {
      let range =
        has(options.shrinkAxisMask, axis)
        ? (start: fromStart(begins[axis], shape[axis]), count: 1) : range(axis, shape[axis])
      slice.steps[axis] = has(options.shrinkAxisMask, axis) ? 1 : strides[axis]
      (slice.starts[axis], slice.sizes[axis]) = range
    }
    let result = try context.add(slice, [x])
    let kept = shape.indices.filter { !has(options.shrinkAxisMask, $0) }
    return try context.reshaped(result, to: kept.map { slice.sizes[$0] })
  }

  private func has(_ mask: Int, _ axis: Int) -> Bool { axis < 32 && mask >> axis & 1 == 1 }

  private func fromStart(_ position: Int, _ size: Int) -> Int { position < 0 ? position &+ size : position }

  /// The first position and the number of elements: bounds count from the end when negative and are limited to the
  /// axis; a masked one is the axis's own. With `offset` the end counts from the begin.
  private func range(_ axis: Int, _ size: Int) -> (start: Int, count: Int) {
    let step = strides[axis]
    let (low, high) = step > 0 ? (0, size) : (-1, size - 1)
    func limited(_ bound: Int) -> Int { min(max(fromStart(bound, size), low), high) }
    let first =
      has(options.beginMask, axis) ? (step > 0 ? 0 : size - 1) : limited(begins[axis])
    let end = options.offset ? begins[axis] &+ ends[axis] : ends[axis]
    let last = has(options.endMask, axis) ? (step > 0 ? size : -1) : limited(end)
    let distance = step > 0 ? last - first : first - last
    return distance <= 0 ? (0, 0) : (first, (distance - 1) / abs(step) + 1)
  }
}
