import EdgeC
import EdgeIR

extension Pad: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard let x = node.inputs[0] else { throw CRefusal("padding needs an input") }
    guard (1...cRankLimit).contains(x.rank) else {
      throw CRefusal("kernels pad tensors of 1 to \(cRankLimit) axes, got \(x.rank)")
    }
    let zero = Tensor(x.with(shape: [1]), storage: TensorStorage(zeroed: x.element.sizeInBytes))
    let value: CArgument =
      node.inputs.count > 1 && node.inputs[1] != nil ? .input(1) : .constant(CConstant(zero, name: "zero"))
    return CComputation(calls: [
      CCall(
        "edgec_\(x.element.movedType)_pad", header: "pad",
        [
          .input(0), value, .output(0), .int(Mode.allCases.firstIndex(of: mode) ?? 0), .int(x.rank),
          .integers(x.shape), .integers(y.shape), .integers(begins),
        ])
    ])
  }
}
