public import EdgeIR

/// What quantization has made of a value's numbers, over some samples.
public struct TensorNoise: Sendable {
  /// The sum of squares of the numbers, and of the differences from them.
  public private(set) var signal = 0.0
  public private(set) var noise = 0.0
  public private(set) var count = 0
  /// How many numbers lie beyond those that integers stand for.
  public private(set) var saturated = 0

  public init() {}

  /// The signal-to-quantization-noise ratio in dB; infinite without noise.
  public var ratio: Double { decibels(signal: signal, noise: noise) }

  /// The part of the numbers that lies beyond those that integers stand for.
  public var saturation: Double { count == 0 ? 0 : Double(saturated) / Double(count) }

  /// Adds one sample's numbers; infinities and NaNs are in no figure.
  public mutating func add(_ wanted: Tensor, _ found: Tensor) {
    let (scale, zeroPoint) = found.type.quantization?.single ?? (1, 0)
    let covered = found.type.coveredRange
    let tolerance = Double(scale) / 2
    let integers = found.as(found.type.plain).doubles()
    for (x, q) in zip(wanted.doubles(), integers) where x.isFinite {
      let y = (q - Double(zeroPoint)) * Double(scale)
      signal += x * x
      noise += (x - y) * (x - y)
      count += 1
      if let covered, x < covered.lowerBound - tolerance || x > covered.upperBound + tolerance {
        saturated += 1
      }
    }
  }

  mutating func merge(_ other: TensorNoise) {
    signal += other.signal
    noise += other.noise
    count += other.count
    saturated += other.saturated
  }
}

extension TensorType {
  /// From the least to the largest number that integers of this type stand for; nil for others, and for those with a
  /// scale for each channel.
  public var coveredRange: ClosedRange<Double>? {
    guard let (scale, zeroPoint) = quantization?.single else { return nil }
    let limits: (lower: Int, upper: Int)? =
      switch element {
      case .int8: (-128, 127)
      case .uint8: (0, 255)
      case .int16: (-32768, 32767)
      case .int32, .int64, .uint16, .uint32, .uint64, .bool, .float16, .float32, .float64: nil
      }
    return limits.map {
      Double($0.lower - zeroPoint) * Double(scale)...Double($0.upper - zeroPoint) * Double(scale)
    }
  }
}
