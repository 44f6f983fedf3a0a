/// How RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR place an output's positions on an axis of the input, in single
/// precision as LiteRT computes it.
struct TFLiteResizing: Hashable, Sendable {
  var alignCorners: Bool
  var halfPixelCenters: Bool

  /// The ways there are: not both flags at once.
  static let all = [
    TFLiteResizing(alignCorners: false, halfPixelCenters: false),
    TFLiteResizing(alignCorners: true, halfPixelCenters: false),
    TFLiteResizing(alignCorners: false, halfPixelCenters: true),
  ]

  private func scale(_ input: Int, _ output: Int) -> Float {
    alignCorners && output > 1 ? Float(input - 1) / Float(output - 1) : Float(input) / Float(output)
  }

  /// For each position of the output the input's position that it shows.
  func nearest(input: Int, output: Int) -> [Int] {
    let scale = scale(input, output)
    return (0..<output).map { position in
      let place = (Float(position) + (halfPixelCenters ? 0.5 : 0)) * scale
      let whole = alignCorners ? place.rounded(.toNearestOrAwayFromZero) : place.rounded(.down)
      return Int(min(max(whole, 0), Float(input - 1)))
    }
  }

  /// As `nearest`, in the fixed-point arithmetic in which LiteRT places integers when neither flag is set.
  func nearestOfIntegers(input: Int, output: Int) -> [Int] {
    guard !alignCorners, !halfPixelCenters else { return nearest(input: input, output: output) }
    let scale = (input << 16) / output + 1
    return (0..<output).map { min($0 * scale >> 16, input - 1) }
  }

  /// For each position of the output the input's positions between which it lies and what the second one counts: as the
  /// kernels compute it, and as XNNPACK does.
  func linear(input: Int, output: Int) -> [[(low: Int, high: Int, share: Float)]] {
    let scale = scale(input, output)
    return (0..<output).map { position in
      let places =
        halfPixelCenters
        ? [(Float(position) + 0.5) * scale - 0.5, Float(position) * scale + (0.5 * scale - 0.5)]
        : [Float(position) * scale]
      return places.map { place in
        let low = min(max(place.rounded(.down), 0), Float(input - 1))
        let high = min(max(place.rounded(.up), 0), Float(input - 1))
        return (Int(low), Int(high), low == high ? 0 : place - low)
      }
    }
  }
}
