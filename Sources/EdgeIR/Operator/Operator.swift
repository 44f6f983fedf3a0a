/// What an operator is, to everything that never asks which one it is.
///
/// A conforming type is a value: its attributes, normalised. Axes lie in `0..<rank`, pads are explicit, shapes
/// are given in full. Two operators that compare equal compute the same function. There are no defaulted
/// requirements: what is missing does not compile. Importers and lowerings are further protocols, declared by
/// their hosts and adopted beside the operator.
public protocol Operator: Hashable, Sendable {
  /// The operator's name in the text form and in messages, e.g. `Conv`.
  static var name: String { get }

  /// The types of the outputs, from those of the inputs; nil is an absent optional input.
  ///
  /// This is also the check of the operator's constraints.
  /// - Throws: `OperatorError` naming the violated constraint.
  func infer(_ inputs: [TensorType?]) throws -> [TensorType]

  /// The reference kernel: the definition of what the operator computes. Inputs satisfy `infer`.
  func evaluate(_ inputs: [Tensor?]) throws -> [Tensor]

  /// How the operator takes part in quantization.
  var quantization: QuantizationRule { get }
}

extension Operator {
  public var name: String { Self.name }
}

/// Why an operator refuses its inputs.
public struct OperatorError: Error, Hashable, Sendable {
  /// What was expected and what was found; lower case, no full stop.
  public let message: String

  public init(_ message: String) { self.message = message }
}

/// How scales and zero points of an operator's outputs follow from its inputs
/// (TensorFlow Lite 8-bit quantization specification).
public enum QuantizationRule: Hashable, Sendable {
  /// The output's range is calibrated.
  case free
  /// Inputs and outputs share one scale and zero point.
  case sameAsInputs
  /// The output's range is known by mathematics: int8 scale and zero point.
  case fixed(scale: Float, zeroPoint: Int)
  /// Symmetric weights, per channel along `axis`; the bias has scale input x weight. Input positions.
  case accumulating(weight: Int, bias: Int, axis: Int)
  /// Loses too much in 8 bits at each of its steps: taken apart into simpler operators on 16 bits.
  case wide
  /// Runs in float between a dequantize and a quantize.
  case floatOnly
}

extension [TensorType?] {
  /// The type of a required input.
  public func required(_ index: Int) throws -> TensorType {
    guard index < count, let type = self[index] else { throw OperatorError("input \(index) is missing") }
    return type
  }

  /// The type of an optional input, nil when absent or not given at all.
  public func optional(_ index: Int) -> TensorType? { index < count ? self[index] : nil }

  /// Throws unless between `range` inputs are given.
  public func requireCount(_ range: ClosedRange<Int>) throws {
    guard range.contains(count) else {
      let expected = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      throw OperatorError("expected \(expected) inputs, got \(count)")
    }
  }
}

extension [Tensor?] {
  /// A required input; its presence is `infer`'s business, so absence here is an operator error too.
  public func required(_ index: Int) throws -> Tensor {
    guard index < count, let tensor = self[index] else { throw OperatorError("input \(index) is missing") }
    return tensor
  }

  public func optional(_ index: Int) -> Tensor? { index < count ? self[index] : nil }
}
