import EdgeC
import EdgeIR

/// How GatherElements and ScatterElements go over a tensor whose place along one axis is named by indices.
struct AxisWalk {
  private let size: Int
  private let stride: Int
  private let walk: StridedCopy

  init(_ data: TensorType, axis: Int, over shape: [Int]) {
    var strides = rowMajorStrides(data.shape)
    size = data.shape[axis]
    stride = strides[axis]
    strides[axis] = 0
    walk = StridedCopy(shape: shape, strides: strides)
  }

  /// The axis's size and stride, then rank, sizes and strides of the walk.
  var arguments: [CArgument] {
    get throws {
      guard size > 0 || walk.dims.contains(0) else { throw CRefusal("indices name nothing on an empty axis") }
      guard walk.dims.count <= cRankLimit else {
        throw CRefusal("kernels index tensors of at most \(cRankLimit) axes, this takes \(walk.dims.count)")
      }
      return [
        .int(size), .int(stride), .int(walk.dims.count), .integers(walk.dims), .integers(walk.strides),
      ]
    }
  }
}
