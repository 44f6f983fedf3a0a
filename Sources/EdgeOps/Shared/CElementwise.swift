import EdgeC
import EdgeIR

extension CComputation {
  /// A kernel of the families in `binary.h`: the variant for equal shapes, for a single element on one side, or for
  /// general broadcasting over as few axes as possible.
  ///
  /// - Parameters:
  ///   - kernel: the name without the variant's suffix.
  ///   - extra: arguments that follow those of every variant.
  static func binary(
    _ kernel: String, header: String, _ node: CNode, extra: [CArgument] = []
  ) throws -> CComputation {
    guard let a = node.inputs[0], let b = node.inputs[1] else { throw CRefusal("an operand is missing") }
    let y = node.outputs[0]
    let operands: [CArgument] = [.input(0), .input(1), .output(0)]
    let inPlace = [a, b].indices.filter {
      [a, b][$0].shape == y.shape && [a, b][$0].sizeInBytes == y.sizeInBytes
    }
    func call(_ suffix: String, _ sizes: [CArgument]) -> CComputation {
      CComputation(
        calls: [CCall(kernel + suffix, header: header, operands + sizes + extra)], inPlaceInputs: inPlace)
    }
    let count = CArgument.int(y.elementCount)
    if a.elementCount == y.elementCount, b.elementCount == y.elementCount { return call("", [count]) }
    if b.elementCount == 1 { return call("_rhs_scalar", [count]) }
    if a.elementCount == 1 { return call("_lhs_scalar", [count]) }
    let merged = MergedBroadcast([a.shape, b.shape], output: y.shape)
    guard merged.rank <= cRankLimit else {
      throw CRefusal("kernels broadcast over at most \(cRankLimit) axes, got \(a) and \(b)")
    }
    let strides = merged.operands.map { broadcastStrides($0, to: merged.output) }
    return call(
      "_broadcast",
      [.int(merged.rank), .integers(merged.output), .integers(strides[0]), .integers(strides[1])])
  }

  /// A kernel `(x, y, n, extra…)` that works element by element, in place when sizes allow.
  static func unary(
    _ kernel: String, header: String, _ node: CNode, extra: [CArgument] = []
  ) -> CComputation {
    let y = node.outputs[0]
    let call = CCall(kernel, header: header, [.input(0), .output(0), .int(y.elementCount)] + extra)
    return CComputation(calls: [call], inPlaceInputs: node.inputs[0]?.sizeInBytes == y.sizeInBytes ? [0] : [])
  }
}

/// EDGEC_MAX_RANK of the kernels.
let cRankLimit = 6
