import EdgeC
import EdgeIR

extension ScatterND: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let indices = node.inputs[1], let updates = node.inputs[2] else {
      throw CRefusal("scattering needs indices and updates")
    }
    let y = node.outputs[0]
    guard updates.elementCount == 0 || y.elementCount > 0 else {
      throw CRefusal("indices name nothing in an empty tensor")
    }
    let depth = indices.shape[indices.rank - 1]
    let vectors: Int = indices.shape.dropLast().reduce(1, *)
    let inner: Int = y.shape[depth...].reduce(1, *)
    let sizes = [y.elementCount, vectors, inner, depth].map { CArgument.int($0) }
    let places: [CArgument] = [
      .integers(Array(y.shape[..<depth])), .integers(Array(rowMajorStrides(y.shape)[..<depth])),
    ]
    let call = CCall(
      try reduction.kernel("nd", y.element, indices: indices.element), header: "scatter",
      [.input(0), .input(1), .input(2), .output(0)] + sizes + places)
    return CComputation(calls: [call], inPlaceInputs: [0])
  }
}
