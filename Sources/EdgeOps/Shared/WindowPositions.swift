/// Walks the windows of a channels-last image and names the pixels each one covers; padding has no pixels.
struct WindowPositions {
  private let geometry: WindowGeometry
  private let batch: Int
  private let inputSpatial: [Int]
  private let outputSpatial: [Int]
  private let isTransposed: Bool

  /// Shapes are `[N, spatial…, C]`. Transposed windows lie in the output; each has one pixel of the input as its
  /// source.
  init(_ geometry: WindowGeometry, input: [Int], output: [Int], isTransposed: Bool = false) {
    self.geometry = geometry
    self.isTransposed = isTransposed
    batch = input[0]
    inputSpatial = Array(input.dropFirst().dropLast())
    outputSpatial = Array(output.dropFirst().dropLast())
  }

  /// Positions of the window, padding included.
  var tapCount: Int { geometry.kernel.reduce(1, *) }

  /// Calls `body` for every output pixel in row-major order with the window's pixels that lie in the image:
  /// the position within the window and the pixel's number, counting all images.
  func forEachOutput(_ body: ([(tap: Int, pixel: Int)]) -> Void) {
    let pixels = inputSpatial.reduce(1, *)
    var covered: [(tap: Int, pixel: Int)] = []
    for image in 0..<batch {
      forEachIndex(outputSpatial) { corner in
        covered.removeAll(keepingCapacity: true)
        collect(corner, image * pixels, &covered)
        body(covered)
      }
    }
  }

  private func collect(_ corner: [Int], _ base: Int, _ covered: inout [(tap: Int, pixel: Int)]) {
    var tap = 0
    forEachIndex(geometry.kernel) { offset in
      var pixel = 0
      var inside = true
      for axis in offset.indices {
        let position = position(axis, corner[axis], offset[axis])
        inside = inside && position >= 0 && position < inputSpatial[axis]
        pixel = pixel * inputSpatial[axis] + position
      }
      if inside { covered.append((tap, base + pixel)) }
      tap += 1
    }
  }

  /// Where a tap reads along an axis; negative where a transposed window has no tap.
  private func position(_ axis: Int, _ corner: Int, _ offset: Int) -> Int {
    let stride = geometry.strides[axis]
    let reach = offset * geometry.dilations[axis]
    if !isTransposed { return corner * stride + reach - geometry.padsBegin[axis] }
    let distance = corner + geometry.padsBegin[axis] - reach
    return distance >= 0 && distance % stride == 0 ? distance / stride : -1
  }
}

/// Calls `body` with every index of a shape, in row-major order.
func forEachIndex(_ shape: [Int], _ body: ([Int]) -> Void) {
  guard !shape.contains(0) else { return }
  var index = [Int](repeating: 0, count: shape.count)
  while true {
    body(index)
    var axis = shape.count - 1
    while axis >= 0 {
      index[axis] += 1
      if index[axis] < shape[axis] { break }
      index[axis] = 0
      axis -= 1
    }
    if axis < 0 { return }
  }
}
