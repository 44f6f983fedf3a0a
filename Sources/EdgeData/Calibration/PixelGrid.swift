/// Bytes on a grid, row by row, the channels of a point together.
struct PixelGrid {
  let width: Int
  let height: Int
  let channels: Int
  let bytes: [UInt8]

  /// The picture in another size, in the same order, not rounded. Bilinear; where it shrinks the triangle widens so
  /// that every point counts, as in Pillow.
  func resampled(toWidth newWidth: Int, height newHeight: Int, fit: ImageOptions.Fit) -> [Float] {
    if newWidth == width, newHeight == height { return bytes.map { Float($0) } }
    var scaleX = Double(width) / Double(newWidth)
    var scaleY = Double(height) / Double(newHeight)
    if fit == .crop {
      scaleX = min(scaleX, scaleY)
      scaleY = scaleX
    }
    let columns = PixelGrid.taps(from: width, to: newWidth, scale: scaleX)
    let rows = PixelGrid.taps(from: height, to: newHeight, scale: scaleY)
    let narrow = PixelGrid.combine(bytes, [height, width, channels], columns) { Float($0) }
    return PixelGrid.combine(narrow, [1, height, newWidth * channels], rows) { $0 }
  }

  /// The points, and their weights, that make up one new point; weights add up to 1.
  private struct Taps {
    let first: Int
    let weights: [Float]
  }

  /// - Parameter scale: Old points for each new one. The middles of both rows of points coincide.
  private static func taps(from old: Int, to new: Int, scale: Double) -> [Taps] {
    let support = max(scale, 1)
    let start = (Double(old) - scale * Double(new)) / 2
    return (0..<new).map { position in
      let center = start + (Double(position) + 0.5) * scale
      let first = min(max(Int((center - support + 0.5).rounded(.down)), 0), old - 1)
      let end = max(min(Int((center + support + 0.5).rounded(.down)), old), first + 1)
      let weights = (first..<end).map { max(0, 1 - abs(Double($0) + 0.5 - center) / support) }
      let sum = weights.reduce(0, +)
      return Taps(
        first: first, weights: weights.map { Float(sum > 0 ? $0 / sum : 1 / Double(weights.count)) })
    }
  }

  /// Replaces the middle axis of three by the sums that `taps` describe.
  private static func combine<Number>(
    _ values: [Number], _ shape: [Int], _ taps: [Taps], _ float: (Number) -> Float
  ) -> [Float] {
    let (outer, size, inner) = (shape[0], shape[1], shape[2])
    return [Float](unsafeUninitializedCapacity: outer * taps.count * inner) { target, count in
      count = outer * taps.count * inner
      target.initialize(repeating: 0)
      for block in 0..<outer {
        for (position, tap) in taps.enumerated() {
          let row = (block * taps.count + position) * inner
          for (offset, weight) in tap.weights.enumerated() {
            let source = (block * size + tap.first + offset) * inner
            for i in 0..<inner { target[row + i] += weight * float(values[source + i]) }
          }
        }
      }
    }
  }
}
