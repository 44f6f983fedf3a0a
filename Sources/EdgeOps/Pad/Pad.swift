import EdgeIR

/// Adds elements at both ends of every axis.
///
/// - inputs: x, any type; value, one element (optional, zero when absent): what `constant` adds
/// - output: each axis longer by `begins[axis] + ends[axis]`
///
/// Constraints: C1 one pad >= 0 for each end of each axis; C2 value is one element of x's type; C3 only `constant`
/// pads an empty axis.
///
/// Semantics: ONNX Pad. `reflect` mirrors without repeating the edge, and again when the pad is longer than x.
public struct Pad: Operator {
  public static let name = "Pad"

  public enum Mode: String, Hashable, Sendable, CaseIterable {
    case constant, reflect, edge, wrap
  }

  public var mode: Mode
  public var begins: [Int]
  public var ends: [Int]

  public init(_ mode: Mode, begins: [Int], ends: [Int]) {
    self.mode = mode
    self.begins = begins
    self.ends = ends
  }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...2)
    let x = try inputs.required(0)
    guard begins.count == x.rank, ends.count == x.rank,
      (begins + ends).allSatisfy({ $0 >= 0 && $0 < 1 << 32 })
    else { throw OperatorError("C1: expected \(x.rank) pads >= 0 at each end, got \(begins), \(ends)") }
    guard inputs.optional(1).map({ $0.element == x.element && $0.shape.allSatisfy { $0 == 1 } }) ?? true
    else {
      throw OperatorError("C2: expected one \(x.element.rawValue) as value")
    }
    guard mode == .constant || x.shape.indices.allSatisfy({ x.shape[$0] > 0 || begins[$0] + ends[$0] == 0 })
    else { throw OperatorError("C3: mode \(mode.rawValue) has nothing to repeat in \(x)") }
    return [x.with(shape: x.shape.indices.map { x.shape[$0] + begins[$0] + ends[$0] })]
  }

  /// For each position of an output axis the input's position it shows; nil for the constant.
  func sources(axis: Int, size: Int) -> [Int?] {
    (-begins[axis]..<size + ends[axis]).map { position in
      if (0..<size).contains(position) { return position }
      func wrapped(_ period: Int) -> Int { (position % period + period) % period }
      switch mode {
      case .constant: return nil
      case .edge: return position < 0 ? 0 : size - 1
      case .wrap: return wrapped(size)
      case .reflect:
        guard size > 1 else { return 0 }
        let phase = wrapped(2 * (size - 1))
        return phase < size ? phase : 2 * (size - 1) - phase
      }
    }
  }
}
