import EdgeIR

/// An operator that can limit its float32 results to a range, at no cost on the targets.
public protocol ActivationCarrying: Operator {
  var activation: Clamp? { get set }
  /// False for the variants of the operator that no target limits.
  var carriesActivation: Bool { get }
}

extension ActivationCarrying {
  public var carriesActivation: Bool { true }

  /// The operator with one more range applied to its results; nil when it carries none.
  public func limited(to next: Clamp) -> (any Operator)? {
    guard carriesActivation else { return nil }
    var copy = self
    copy.activation = activation.map { $0.then(next) } ?? next
    return copy
  }
}
