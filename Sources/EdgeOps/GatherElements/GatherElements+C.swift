import EdgeC
import EdgeIR

extension GatherElements: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let indices = node.inputs[1], let type = indices.element.kernelType else {
      throw CRefusal("gathering needs an input and indices")
    }
    let walk = AxisWalk(x, axis: axis, over: indices.shape)
    let call = CCall(
      "edgec_\(x.element.movedType)_gather_elements_\(type)", header: "gather_elements",
      [.input(0), .input(1), .output(0)] + (try walk.arguments))
    return CComputation(calls: [call])
  }
}
