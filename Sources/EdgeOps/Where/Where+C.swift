import EdgeC
import EdgeIR

extension Where: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    let operands = node.inputs.compactMap { $0 }
    let kernel = "edgec_\(y.element.movedType)_select"
    let pointers: [CArgument] = [.input(0), .input(1), .input(2), .output(0)]
    let inPlace = [1, 2].filter { operands[$0].shape == y.shape }
    if operands.allSatisfy({ $0.elementCount == y.elementCount }) {
      let call = CCall(kernel, header: "select", pointers + [.int(y.elementCount)])
      return CComputation(calls: [call], inPlaceInputs: inPlace)
    }
    let merged = MergedBroadcast(operands.map(\.shape), output: y.shape)
    guard merged.rank <= cRankLimit else {
      throw CRefusal("kernels broadcast over at most \(cRankLimit) axes, got \(operands)")
    }
    let strides = merged.operands.map { CArgument.integers(broadcastStrides($0, to: merged.output)) }
    let call = CCall(
      "\(kernel)_broadcast", header: "select",
      pointers + [.int(merged.rank), .integers(merged.output)] + strides)
    return CComputation(calls: [call], inPlaceInputs: inPlace)
  }
}
