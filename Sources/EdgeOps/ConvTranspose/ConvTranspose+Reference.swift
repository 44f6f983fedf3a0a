import EdgeIR

extension ConvTranspose {
  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let weights = try inputs.required(1)
    let output = try infer(inputs.map { $0?.type })[0]
    guard let float = x.element.floatType else { throw OperatorError("C1: expected floats, got \(x.type)") }
    let window = WindowPositions(
      geometry(weights.type), input: x.shape, output: output.shape, isTransposed: true)
    let convolution = Convolution(window: window, groups: groups, activation: activation)
    return [convolution.apply(float, x, weights, inputs.optional(2), output.shape)]
  }
}
