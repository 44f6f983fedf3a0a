import EdgeIR

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Numbers that look random: a pure function of the seed and each number's position, the same on every target.
///
/// - output: floats of `element` and `shape`
///
/// Word k of a seed is the k-th output of Sebastiano Vigna's SplitMix64 in that state, which depends on the seed and k
/// alone. Its leading bits, as many as the element's significand has, divided by 2 to the power of their number, are
/// u(k) in 0..<1, without rounding.
///
/// - uniform: element i is a + (b - a) u(i)
/// - normal: element i is mean + deviation sqrt(-2 log(1 - u(2i))) cos(2π u(2i + 1)), with u of 53 bits (Box, Muller:
///   A Note on the Generation of Random Normal Deviates, 1958)
///
/// Both are computed in double precision and rounded once.
///
/// Constraint: C1 a type of floats and a shape of at most 4 GiB.
public struct Random: Operator {
  public static let name = "Random"

  public enum Distribution: Hashable, Sendable {
    case uniform(low: Float, high: Float)
    case normal(mean: Float, deviation: Float)
  }

  public var distribution: Distribution
  public var element: ElementType
  public var shape: [Int]
  /// Not negative, so that every target can spell it.
  public var seed: Int64

  public init(_ distribution: Distribution, element: ElementType, shape: [Int], seed: Int64) {
    self.distribution = distribution
    self.element = element
    self.shape = shape
    self.seed = seed
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(0...0)
    let type = TensorType(element, shape)
    guard element.isFloat, type.fits(limitInBytes: tensorLimitInBytes) else {
      throw OperatorError("C1: expected floats of at most 4 GiB, got \(type)")
    }
    return [type]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    guard let float = element.floatType else { throw OperatorError("C1: expected floats, got \(element)") }
    return [draw(float)]
  }

  private func draw<Element: FloatElement>(_: Element.Type) -> Tensor {
    Tensor.build(shape, of: Element.self) { y in
      switch distribution {
      case .uniform(let low, let high):
        let (low, width) = (Double(low), Double(high) - Double(low))
        for i in y.indices {
          y[i] = Element(low + width * unit(i, bits: Element.significandBitCount + 1))
        }
      case .normal(let mean, let deviation):
        for i in y.indices {
          let radius = (-2 * log(1 - unit(2 * i, bits: 53))).squareRoot()
          let angle = 2 * Double.pi * unit(2 * i + 1, bits: 53)
          y[i] = Element(Double(mean) + Double(deviation) * radius * cos(angle))
        }
      }
    }
  }

  /// u(k), made of `bits` bits.
  private func unit(_ k: Int, bits: Int) -> Double {
    var word = UInt64(truncatingIfNeeded: seed) &+ 0x9E37_79B9_7F4A_7C15 &* (UInt64(k) &+ 1)
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    word ^= word >> 31
    return Double(sign: .plus, exponent: -bits, significand: Double(word >> UInt64(64 - bits)))
  }
}
