import EdgeC
import EdgeIR

extension GatherND: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let indices = node.inputs[1], let type = indices.element.kernelType else {
      throw CRefusal("gathering needs an input and indices")
    }
    guard node.outputs[0].elementCount == 0 || x.elementCount > 0 else {
      throw CRefusal("indices name nothing in an empty tensor")
    }
    let depth = indices.shape[indices.rank - 1]
    let indexed = batchRank..<batchRank + depth
    let batch: Int = x.shape[..<batchRank].reduce(1, *)
    let vectors: Int = indices.shape[batchRank...].dropLast().reduce(1, *)
    let inner: Int = x.shape[indexed.upperBound...].reduce(1, *)
    let batchStride: Int = x.shape[batchRank...].reduce(1, *)
    let sizes = [batch, vectors, inner, batchStride, depth].map { CArgument.int($0) }
    let places: [CArgument] = [
      .integers(Array(x.shape[indexed])), .integers(Array(rowMajorStrides(x.shape)[indexed])),
    ]
    let call = CCall(
      "edgec_\(x.element.movedType)_gather_nd_\(type)", header: "gather_nd",
      [.input(0), .input(1), .output(0)] + sizes + places)
    return CComputation(calls: [call])
  }
}
