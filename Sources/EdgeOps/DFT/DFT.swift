import EdgeIR

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The discrete Fourier transform along an axis. Complex numbers are pairs along the last axis.
///
/// - input: x `[…, n, …, 1]` (real) or `[…, n, …, 2]`, cut or filled with zeros to `length` along `axis`
/// - output: x's shape with another size along `axis` and another last one
///   - `.forward`: the spectrum, `[…, length, …, 2]`; X[k] is the sum over t of x[t] exp(-2πi k t / length)
///   - `.forwardReal`: the first length / 2 + 1 of those; the others mirror them
///   - `.inverse`: `[…, length, …, 2]`; the sum over k of x[k] exp(2πi k t / length), divided by `length`
///   - `.inverseReal`: `[…, length, …, 1]`; the same from the first length / 2 + 1 of a spectrum whose others mirror
///     them. What must be real in such a spectrum is taken as real.
///
/// Constraints: C1 floats `[…, 1]` or `[…, 2]`; C2 `axis` is one of the others; C3 `length` >= 1 and a result below
/// 4 GiB; C4 real input for `.forwardReal`, complex for `.inverseReal`.
///
/// Semantics: ONNX DFT-20.
public struct DFT: Operator {
  public static let name = "DFT"

  public enum Kind: Hashable, Sendable, CaseIterable {
    case forward, forwardReal, inverse, inverseReal
  }

  public var kind: Kind
  public var axis: Int
  public var length: Int

  public init(_ kind: Kind, axis: Int, length: Int) {
    self.kind = kind
    self.axis = axis
    self.length = length
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element.isFloat, x.shape.last == 1 || x.shape.last == 2 else {
      throw OperatorError("C1: expected floats […,1] or […,2], got \(x)")
    }
    guard x.shape.dropLast().indices.contains(axis) else {
      throw OperatorError("C2: expected \(axis) to be an axis of \(x), but for the last")
    }
    guard length >= 1 else { throw OperatorError("C3: expected a positive length, got \(length)") }
    let isComplex = x.shape[x.rank - 1] == 2
    guard kind != .forwardReal || !isComplex, kind != .inverseReal || isComplex else {
      throw OperatorError("C4: \(kind) does not take \(x)")
    }
    var y = x
    y.shape[axis] = kind == .forwardReal ? bins : length
    y.shape[x.rank - 1] = kind == .inverseReal ? 1 : 2
    guard y.fits(limitInBytes: tensorLimitInBytes) else { throw OperatorError("C3: \(y) is too large") }
    return [y]
  }

  /// How many numbers make up a spectrum whose others mirror them.
  var bins: Int { length / 2 + 1 }

  var isInverse: Bool {
    switch kind {
    case .forward, .forwardReal: false
    case .inverse, .inverseReal: true
    }
  }

  /// cos and sin of 2π j / length, for j in 0..<length, one after the other.
  var roots: [Double] {
    (0..<length).flatMap { j -> [Double] in
      let angle = 2 * Double.pi * Double(j) / Double(length)
      return [cos(angle), sin(angle)]
    }
  }
}
