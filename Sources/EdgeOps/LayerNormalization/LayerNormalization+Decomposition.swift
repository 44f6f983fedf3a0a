import EdgeIR

extension LayerNormalization: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    let block = Array(axis..<type.rank)
    var centred = x
    if kind == .standard {
      let mean = try builder.add(Reduce(.mean, axes: block, keepDims: true), x)
      centred = try builder.add(Binary(.subtract), x, mean)
    }
    let squares = try builder.add(Binary(.multiply), centred, centred)
    let variance = try builder.add(Reduce(.mean, axes: block, keepDims: true), squares)
    let epsilon = builder.constant(Cast(to: type.element).convert(Tensor(scalar: epsilon)))
    let guarded = try builder.add(Binary(.add), variance, epsilon)
    let deviation = try builder.add(Unary(.sqrt), guarded)
    var result = try builder.add(Binary(.divide), centred, deviation)
    if let scale = builder.optionalInput(1) { result = try builder.add(Binary(.multiply), result, scale) }
    if let bias = builder.optionalInput(2) { result = try builder.add(Binary(.add), result, bias) }
    return [result]
  }
}
