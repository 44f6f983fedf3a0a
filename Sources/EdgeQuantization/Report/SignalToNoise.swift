#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The ratio of numbers' squares to those of their differences from `found`, in dB; infinite without differences.
func signalToNoise(_ wanted: [[Double]], _ found: [[Double]]) -> Double {
  var (signal, noise) = (0.0, 0.0)
  for (a, b) in zip(wanted, found) {
    for (x, y) in zip(a, b) {
      signal += x * x
      noise += (x - y) * (x - y)
    }
  }
  return decibels(signal: signal, noise: noise)
}

/// The ratio of two sums of squares in dB; infinite without noise.
public func decibels(signal: Double, noise: Double) -> Double {
  if noise == 0 { return .infinity }
  return signal == 0 ? -.infinity : 10 * log10(signal / noise)
}

/// The noise over the signal that a ratio in dB stands for.
func ratioShare(_ decibels: Double) -> Double { pow(10, -decibels / 10) }
