import EdgeC
import EdgeIR

extension Determinant: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard y.element == .float32 || y.element == .float64, let type = y.element.kernelType,
      let size = node.inputs[0]?.shape.last
    else {
      throw CRefusal("kernels compute float32 and float64", hint: "convert the model to float32")
    }
    let sizes: [CArgument] = [.int(y.elementCount), .int(size)]
    let call = CCall(
      "edgec_\(type)_determinant", header: "determinant",
      [.input(0), .output(0), .scratch()] + sizes)
    return CComputation(calls: [call], scratchBytes: max(size * size, 1) * MemoryLayout<Double>.size)
  }
}
