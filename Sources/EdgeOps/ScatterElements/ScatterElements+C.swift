import EdgeC
import EdgeIR

extension ScatterElements: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let indices = node.inputs[1] else { throw CRefusal("scattering needs indices") }
    let y = node.outputs[0]
    let walk = try AxisWalk(y, axis: axis, over: indices.shape).arguments
    let call = CCall(
      try reduction.kernel("elements", y.element, indices: indices.element), header: "scatter",
      [.input(0), .input(1), .input(2), .output(0), .int(y.elementCount)] + walk)
    return CComputation(calls: [call], inPlaceInputs: [0])
  }
}
