import EdgeC
import EdgeIR

extension FullyConnected: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1], x.element == .float32 else {
      throw CRefusal("kernels multiply float32 by weights", hint: "convert the model to float32")
    }
    let rows = x.shape.dropLast().reduce(1, *)
    let bias: CArgument = node.inputs.count > 2 && node.inputs[2] != nil ? .input(2) : .null
    return CComputation(calls: [
      CCall(
        "edgec_f32_fully_connected", header: "fully_connected",
        [
          .input(0), .input(1), bias, .output(0), .int(rows), .int(weights.shape[1]), .int(weights.shape[0]),
          .float(activation?.lower ?? -.infinity), .float(activation?.upper ?? .infinity),
        ])
    ])
  }
}
