import EdgeIR
import EdgeONNX
import EdgeSupport

/// The window of an ONNX pooling and how far `ceil_mode` lets its last windows hang over the padded image.
struct PoolWindow {
  var geometry: WindowGeometry
  var overhang: [Int]

  /// The window with the overhang as further padding, so that it has as many positions as ONNX demands.
  var extended: WindowGeometry {
    var result = geometry
    result.padsEnd = zip(geometry.padsEnd, overhang).map { $0 + $1 }
    return result
  }
}

extension ImportContext {
  /// Reads a pooling's attributes.
  ///
  /// With `ceil_mode` a last window that only partly lies in the padded image counts, unless it starts in the
  /// padding at the end (ONNX 22 wording, what implementations always did).
  func poolWindow(spatial: [Int]) throws -> PoolWindow {
    guard let kernel = try ints("kernel_shape") else { throw invalid("kernel_shape", "is required") }
    guard kernel.count == spatial.count, !kernel.isEmpty else {
      throw invalid("kernel_shape", "expected \(spatial.count) elements, got \(kernel.count)")
    }
    var geometry = try windowGeometry(kernel: kernel, spatial: spatial)
    var overhang = [Int](repeating: 0, count: kernel.count)
    guard try flag("ceil_mode"), try string("auto_pad") ?? "NOTSET" == "NOTSET" else {
      return PoolWindow(geometry: geometry, overhang: overhang)
    }
    for axis in kernel.indices {
      let padded = spatial[axis] + geometry.padsBegin[axis]
      let (extent, stride) = (geometry.extent(axis), geometry.strides[axis])
      let room = padded + geometry.padsEnd[axis] - extent
      guard room >= 0 else { continue }
      var count = (room + stride - 1) / stride + 1
      if (count - 1) * stride >= padded { count -= 1 }
      let end = (count - 1) * stride + extent - padded
      overhang[axis] = max(end - geometry.padsEnd[axis], 0)
      if count < room / stride + 1 { geometry.padsEnd[axis] = max(end, 0) }
    }
    return PoolWindow(geometry: geometry, overhang: overhang)
  }

  /// An `[N, C, spatial…]` input as a channels-last image with at least two spatial axes.
  func poolImage(_ index: Int) throws -> ValueID {
    let x = try input(index)
    guard type(x).rank >= 3 else {
      throw ImportError(.invalidInputs, "expected x [N,C,spatial…], got \(type(x))")
    }
    let image = try channelsLast(x)
    return type(x).rank == 3 ? try insertUnitAxis(image) : image
  }

  /// Undoes `poolImage` on a result.
  func poolResult(_ value: ValueID, rank: Int) throws -> ValueID {
    try channelsFirst(rank == 3 ? removeUnitAxis(value) : value)
  }
}
