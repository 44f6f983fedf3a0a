import EdgeIR

/// Where the elements of one output axis come from.
struct AxisSamples {
  /// For each position of the output the input's positions and their weights, none of them zero.
  var taps: [[(position: Int, weight: Double)]]
  /// The positions that are not extrapolated; they are adjacent.
  var inside: Range<Int>
}

extension Resize {
  /// - Parameter input: the input's size along the axis, positive.
  func samples(_ axis: Axis, input: Int) -> AxisSamples {
    let scale = axis.length / Double(input)
    var taps: [[(position: Int, weight: Double)]] = []
    var inside: [Int] = []
    for position in 0..<axis.size {
      let x = coordinate(Double(position), axis, scale, Double(input))
      if case .cropAndResize = axis.coordinates, !(x >= 0 && x <= Double(input - 1)) {
        taps.append([(0, 1)])
        continue
      }
      inside.append(position)
      taps.append(method == .nearest ? [(nearest(x, axis, input), 1)] : weighted(x, scale, input))
    }
    return AxisSamples(taps: taps, inside: inside.isEmpty ? 0..<0 : inside[0]..<(inside[0] + inside.count))
  }

  private func coordinate(_ position: Double, _ axis: Axis, _ scale: Double, _ input: Double) -> Double {
    switch axis.coordinates {
    case .halfPixel: return (position + 0.5) / scale - 0.5
    case .halfPixelSymmetric:
      let offset = input / 2 * (1 - Double(axis.size) / axis.length)
      return offset + (position + 0.5) / scale - 0.5
    case .pytorchHalfPixel: return axis.size > 1 ? (position + 0.5) / scale - 0.5 : 0
    case .tfHalfPixelForNN: return (position + 0.5) / scale
    case .alignCorners: return axis.length == 1 ? 0 : position * (input - 1) / (axis.length - 1)
    case .asymmetric: return position / scale
    case .cropAndResize(let start, let end):
      if axis.size > 1 {
        return start * (input - 1) + position * (end - start) * (input - 1) / Double(axis.size - 1)
      }
      return 0.5 * (start + end) * (input - 1)
    }
  }

  private func nearest(_ x: Double, _ axis: Axis, _ input: Int) -> Int {
    let below = x.rounded(.down)
    let isUp: Bool
    switch axis.rounding {
    case .halfDown: isUp = x - below > 0.5
    case .halfUp: isUp = x - below >= 0.5
    case .down: isUp = false
    case .up: isUp = x > below
    }
    return clamped(below + (isUp ? 1 : 0), input)
  }

  /// The positions that the filter around `x` covers.
  private func weighted(_ x: Double, _ scale: Double, _ input: Int) -> [(position: Int, weight: Double)] {
    let stretch = antialias ? min(scale, 1) : 1
    let radius = (method == .linear ? 1 : 2) / stretch
    var taps: [(position: Int, weight: Double)] = []
    var sum = 0.0
    var position = (x - radius).rounded(.down) + 1
    while position < x + radius {
      let weight = filter(abs(position - x) * stretch)
      let isOutside = position < 0 || position > Double(input - 1)
      if weight != 0, !(excludesOutside && isOutside) {
        let place = clamped(position, input)
        if let last = taps.last, last.position == place {
          taps[taps.count - 1].weight += weight
        } else {
          taps.append((place, weight))
        }
        sum += weight
      }
      position += 1
    }
    guard antialias || excludesOutside, sum != 0 else { return taps }
    return taps.map { ($0.position, $0.weight / sum) }
  }

  /// The weight at a distance from the coordinate.
  private func filter(_ distance: Double) -> Double {
    switch method {
    case .nearest, .linear: return max(0, 1 - distance)
    case .cubic(let parameter):
      let a = Double(parameter)
      if distance <= 1 { return ((a + 2) * distance - (a + 3)) * distance * distance + 1 }
      return distance < 2 ? ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a : 0
    }
  }

  private func clamped(_ position: Double, _ input: Int) -> Int {
    Int(min(max(position, 0), Double(input - 1)))
  }
}
