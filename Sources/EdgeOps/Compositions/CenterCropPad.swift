import EdgeIR
import EdgeONNX
import EdgeSupport

/// - CenterCropPad: 18
///
/// A slice where the tensor is too large, zeros where it is too small; the odd element is cut off, or added, at the
/// end.
enum CenterCropPad: ONNXImporting {
  static let importers = [
    ONNXImporter("CenterCropPad", since: 18) { context in
      let x = try context.input(0)
      let shape = context.type(x).shape
      let sizes = try context.integersInput(1, "shape")
      let axes = try context.normalizeAxes(context.ints("axes") ?? Array(shape.indices), rank: shape.count)
      guard sizes.count == axes.count, sizes.allSatisfy({ $0 >= 0 && $0 < 1 << 32 }) else {
        throw ImportError(.invalidInputs, "shape: expected \(axes.count) sizes >= 0, got \(sizes)")
      }
      let zeros = shape.map { _ in 0 }
      var cut = Slice(starts: zeros, steps: shape.map { _ in 1 }, sizes: shape)
      var pad = Pad(.constant, begins: zeros, ends: zeros)
      for (axis, size) in zip(axes, sizes) {
        let excess = shape[axis] - size
        if excess > 0 { (cut.starts[axis], cut.sizes[axis]) = (excess / 2, size) }
        if excess < 0 { (pad.begins[axis], pad.ends[axis]) = (-excess / 2, -excess - -excess / 2) }
      }
      let inner = cut.sizes == shape ? x : try context.add(cut, [x])
      return [pad.begins + pad.ends == zeros + zeros ? inner : try context.add(pad, [inner])]
    }
  ]
}
