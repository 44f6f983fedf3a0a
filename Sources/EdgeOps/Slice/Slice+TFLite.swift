import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// SLICE, or STRIDED_SLICE where a step is not 1.
extension Slice: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let shape = builder.type(of: input).shape
    guard !shape.isEmpty else {
      builder.reshape(input, to: output)
      return
    }
    guard shape.count <= 5 else { throw TFLiteRefusal("TFLite slices tensors of at most 5 axes") }
    guard !sizes.contains(0) else { throw TFLiteRefusal("TFLite does not slice nothing exactly") }
    let name = builder.name(of: output)
    let begins = builder.constant(starts, name: "\(name)_starts")
    if steps.allSatisfy({ $0 == 1 }) {
      let extents = builder.constant(sizes, name: "\(name)_sizes")
      builder.emit(.slice, options: .slice(SliceOptions()), [input, begins, extents], to: [output])
      return
    }
    let ends = shape.indices.map { starts[$0] + (sizes[$0] - 1) * steps[$0] + (steps[$0] > 0 ? 1 : -1) }
    var mask = 0
    for axis in ends.indices where ends[axis] < 0 { mask |= 1 << axis }
    let operands = [
      input, begins, builder.constant(ends.map { max($0, 0) }, name: "\(name)_ends"),
      builder.constant(steps, name: "\(name)_steps"),
    ]
    builder.emit(
      .stridedSlice, options: .stridedSlice(StridedSliceOptions(endMask: mask)), operands, to: [output])
  }
}
