import EdgeIR

/// Float numbers as 8-bit integers of a scale and zero point that their own range gives: what runtimes do with
/// activations before they meet quantized weights.
struct DynamicQuantization {
  let scale: Float
  /// Each less the zero point.
  let integers: [Int]

  /// The range is symmetric: the number farthest from 0 becomes 127 or -127.
  init(symmetric numbers: ArraySlice<Float>) {
    let farthest = max((numbers.min() ?? 0).magnitude, (numbers.max() ?? 0).magnitude)
    guard farthest > 0, farthest.isFinite else {
      scale = 1
      integers = numbers.map { _ in 0 }
      return
    }
    scale = farthest / 127
    let inverse = 127 / farthest
    integers = numbers.map { number in
      min(
        max(Int(Int32(converting: Double((number * inverse).rounded(.toNearestOrAwayFromZero)))), -127), 127)
    }
  }

  /// The range from the least to the largest number, 0 included, takes all 256 integers; the zero point is the integer
  /// nearest to where it errs least. Without any number but 0 the scale is 1.
  init(_ numbers: ArraySlice<Float>) {
    let least = Double(min(0, numbers.min() ?? 0))
    let largest = Double(max(0, numbers.max() ?? 0))
    guard least < largest, (largest - least).isFinite else {
      scale = 1
      integers = numbers.map { _ in 0 }
      return
    }
    let step = (largest - least) / 255
    let (below, above) = (least / step, largest / step)
    let wish = 128 + below.magnitude < 127 + above.magnitude ? -128 - below : 127 - above
    let zeroPoint = Int(min(max(wish.rounded(.toNearestOrAwayFromZero), -128), 127))
    scale = Float(step)
    let inverse = 1 / scale
    integers = numbers.map { number in
      let rounded = Int(Int32(converting: Double((number * inverse).rounded(.toNearestOrAwayFromZero))))
      return min(max(rounded + zeroPoint, -128), 127) - zeroPoint
    }
  }
}
