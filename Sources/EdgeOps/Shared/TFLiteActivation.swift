import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// Ranges that TFLite operators can carry as a fused activation, and operators for the others.
enum TFLiteActivation {
  /// The fused part of a clamp and the part that needs operators of its own.
  static func split(_ clamp: Clamp?) -> (fused: ActivationFunctionType, rest: Clamp?) {
    guard let clamp else { return (.none, nil) }
    switch (clamp.lower, clamp.upper) {
    case (-.infinity, .infinity): return (.none, nil)
    case (0, .infinity): return (.relu, nil)
    case (0, 6): return (.relu6, nil)
    case (-1, 1): return (.reluN1To1, nil)
    default: return (.none, clamp)
    }
  }
}

extension TFLiteActivation {
  /// Throws `OperatorError` for ranges that no fused activation says: quantized results are limited to no others.
  static func requireFused(_ clamp: Clamp?) throws {
    if let rest = split(clamp).rest {
      throw OperatorError("TFLite limits quantized results to no range \(rest)")
    }
  }
}

extension TFLiteBuilder {
  /// Limits float32 `input` to a range, into `output`.
  mutating func clamp(_ input: TensorIndex, to output: TensorIndex, _ range: Clamp) throws {
    switch (range.lower, range.upper) {
    case (0, .infinity): emit(.relu, [input], to: [output])
    case (0, 6): emit(.relu6, [input], to: [output])
    case (-1, 1) where target.runs(.reluN1To1, .float32): emit(.reluN1To1, [input], to: [output])
    default: clampByComparison(input, to: output, range)
    }
  }

  /// MAXIMUM with the lower bound, then MINIMUM with the upper one; an infinite bound needs neither. The bounds come
  /// first: the runtime's kernels give the second operand where either is NaN.
  private mutating func clampByComparison(_ input: TensorIndex, to output: TensorIndex, _ range: Clamp) {
    let hasUpper = range.upper < .infinity
    let name = name(of: output)
    var current = input
    if range.lower > -.infinity {
      let raised = hasUpper ? temporary(type(of: output), name: "\(name)_raised") : output
      let bound = constant(Tensor(scalar: range.lower), name: "\(name)_lower")
      emit(.maximum, options: .maximumMinimum(MaximumMinimumOptions()), [bound, current], to: [raised])
      current = raised
    }
    if hasUpper {
      let bound = constant(Tensor(scalar: range.upper), name: "\(name)_upper")
      emit(.minimum, options: .maximumMinimum(MaximumMinimumOptions()), [bound, current], to: [output])
    } else if current == input {
      reshape(input, to: output)
    }
  }
}
