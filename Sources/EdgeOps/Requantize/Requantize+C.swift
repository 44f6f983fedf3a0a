import EdgeC
import EdgeIR

extension Requantize: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = element.kernelType else {
      throw CRefusal("no kernel requantizes to \(element.rawValue)")
    }
    let zeroPoint: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    return CComputation(calls: [
      CCall(
        "edgec_s32_requantize_\(type)", header: "requantize",
        [.input(0), .input(1), zeroPoint, .output(0)] + layout.kernelSizes(x).map { .int($0) })
    ])
  }
}
