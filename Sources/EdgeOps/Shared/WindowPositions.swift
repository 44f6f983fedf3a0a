/// Walks the windows of a channels-last image and names the pixels each one covers; padding has no pixels.
struct WindowPositions {
  private let geometry: WindowGeometry
  private let batch: Int
  private let inputSpatial: [Int]
  private let outputSpatial: [Int]

  /// Shapes are `[N, spatial…, C]`.
  init(_ geometry: WindowGeometry, input: [Int], output: [Int]) {
    self.geometry = geometry
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
        let position =
          corner[axis] * geometry.strides[axis] + offset[axis] * geometry.dilations[axis]
          - geometry.padsBegin[axis]
        inside = inside && position >= 0 && position < inputSpatial[axis]
        pixel = pixel * inputSpatial[axis] + position
      }
      if inside { covered.append((tap, base + pixel)) }
      tap += 1
    }
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
