import EdgeC
import EdgeIR

extension Unary: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("no kernel computes \(kind) of float16", hint: "convert the model to float32")
    }
    if kind == .abs, x.element.integerType?.isSigned == false {
      return try Reshape(shape: x.shape).lowerToC(node)  // an unsigned number is its own absolute value
    }
    if case .shrink = kind, x.element.isInteger {
      throw CRefusal("no kernel shrinks integers", hint: "cast to float32 in the model")
    }
    let kernel = kernel()
    let extra: [CArgument] = kernel.parameters.map {
      x.element == .float64 ? .double(Double($0)) : .float($0)
    }
    return .unary(
      "edgec_\(type)_\(kernel.function)", header: kernel.header, node, extra: extra + kernel.flags)
  }

  private func kernel() -> (
    function: String, header: String, parameters: [Float], flags: [CArgument]
  ) {
    func plain(_ function: String, _ parameters: Float...) -> (String, String, [Float], [CArgument]) {
      (function, "unary", parameters, [])
    }
    func math(_ function: String, _ parameters: Float...) -> (String, String, [Float], [CArgument]) {
      (function, "unary_math", parameters, [])
    }
    return switch kind {
    case .abs: plain("abs")
    case .neg: plain("neg")
    case .sign: plain("sign")
    case .reciprocal: plain("reciprocal")
    case .sqrt: math("sqrt")
    case .reciprocalSqrt: math("reciprocal_sqrt")
    case .exp: math("exp")
    case .log: math("log")
    case .floor: math("floor")
    case .ceil: math("ceil")
    case .round: math("round")
    case .sin: math("sin")
    case .cos: math("cos")
    case .tan: math("tan")
    case .asin: math("asin")
    case .acos: math("acos")
    case .atan: math("atan")
    case .sinh: math("sinh")
    case .cosh: math("cosh")
    case .tanh: math("tanh")
    case .asinh: math("asinh")
    case .acosh: math("acosh")
    case .atanh: math("atanh")
    case .erf: math("erf")
    case .sigmoid: math("sigmoid")
    case .softplus: math("softplus")
    case .softsign: plain("softsign")
    case .mish: math("mish")
    case .gelu(tanh: false): math("gelu")
    case .gelu(tanh: true): math("gelu_tanh")
    case .swish(let alpha): math("swish", alpha)
    case .elu(let alpha): math("elu", alpha)
    case .selu(let alpha, let gamma): math("selu", alpha, gamma)
    case .celu(let alpha): math("celu", alpha)
    case .leakyRelu(let alpha): plain("leaky_relu", alpha)
    case .thresholdedRelu(let alpha): plain("thresholded_relu", alpha)
    case .hardSigmoid(let alpha, let beta): plain("hard_sigmoid", alpha, beta)
    case .shrink(let lambda, let bias): plain("shrink", lambda, bias)
    case .isNaN: plain("is_nan")
    case .isInf(let negative, let positive):
      ("is_inf", "unary", [], [.int(negative ? 1 : 0), .int(positive ? 1 : 0)])
    }
  }
}
