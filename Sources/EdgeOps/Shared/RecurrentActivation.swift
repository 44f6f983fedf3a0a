import EdgeIR

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A function that the gates and states of recurrent layers pass through, with its parameters; those that the
/// function does not have are 0.
///
/// Semantics: the activation functions of ONNX RNN.
public struct RecurrentActivation: Hashable, Sendable {
  /// Raw values are ONNX's names; the order is that of the kernels' EDGEC_ACTIVATION constants.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case relu = "Relu"
    case tanh = "Tanh"
    case sigmoid = "Sigmoid"
    /// alpha x + beta
    case affine = "Affine"
    /// alpha x below 0, else x
    case leakyRelu = "LeakyRelu"
    /// 0 below alpha, else x
    case thresholdedRelu = "ThresholdedRelu"
    /// alpha tanh(beta x)
    case scaledTanh = "ScaledTanh"
    /// alpha x + beta, limited to 0...1
    case hardSigmoid = "HardSigmoid"
    /// alpha (exp(x) - 1) below 0, else x
    case elu = "Elu"
    case softsign = "Softsign"
    case softplus = "Softplus"

    var hasAlpha: Bool {
      switch self {
      case .affine, .leakyRelu, .thresholdedRelu, .scaledTanh, .hardSigmoid, .elu: true
      case .relu, .tanh, .sigmoid, .softsign, .softplus: false
      }
    }

    var hasBeta: Bool {
      switch self {
      case .affine, .scaledTanh, .hardSigmoid: true
      case .relu, .tanh, .sigmoid, .leakyRelu, .thresholdedRelu, .elu, .softsign, .softplus: false
      }
    }
  }

  public var kind: Kind
  public var alpha: Float
  public var beta: Float

  public init(_ kind: Kind, alpha: Float = 0, beta: Float = 0) {
    self.kind = kind
    self.alpha = alpha
    self.beta = beta
  }

  func callAsFunction(_ x: Double) -> Double {
    let (alpha, beta) = (Double(alpha), Double(beta))
    return switch kind {
    case .relu: x < 0 ? 0 : x
    case .tanh: tanh(x)
    case .sigmoid: x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x))
    case .affine: alpha * x + beta
    case .leakyRelu: x < 0 ? alpha * x : x
    case .thresholdedRelu: x < alpha ? 0 : x
    case .scaledTanh: alpha * tanh(beta * x)
    case .hardSigmoid: limit(alpha * x + beta)
    case .elu: x < 0 ? alpha * expm1(x) : x
    case .softsign: x / (1 + x.magnitude)
    case .softplus: (x < 0 ? 0 : x) + log1p(exp(-x.magnitude))
    }
  }

  /// To 0...1; NaN stays NaN.
  private func limit(_ x: Double) -> Double { x < 0 ? 0 : x > 1 ? 1 : x }
}
