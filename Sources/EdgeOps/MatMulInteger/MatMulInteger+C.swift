import EdgeC
import EdgeIR

extension MatMulInteger: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let a = node.inputs[0], let b = node.inputs[1], let left = a.element.kernelType,
      let right = b.element.kernelType
    else { throw CRefusal("a product needs two operands") }
    let y = node.outputs[0]
    let batch = MatMul().batch(a, b, y)
    guard batch.dims.count <= cRankLimit else {
      throw CRefusal("kernels take batches of at most \(cRankLimit) axes, got \(batch.dims.count)")
    }
    let zeros = [2, 3].flatMap { position -> [CArgument] in
      guard position < node.inputs.count, let zero = node.inputs[position] else { return [.null, .int(0)] }
      return [.input(position), .int(zero.elementCount == 1 ? 0 : 1)]
    }
    let sizes = [y.shape[y.rank - 2], a.shape[a.rank - 1], y.shape[y.rank - 1]]
    return CComputation(calls: [
      CCall(
        "edgec_\(left)_\(right)_matmul_integer", header: "matmul_integer",
        [.input(0), .input(1)] + zeros + [
          .output(0), .int(batch.dims.count), .integers(batch.dims), .integers(batch.a), .integers(batch.b),
        ] + sizes.map { .int($0) })
    ])
  }
}
