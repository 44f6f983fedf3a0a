import EdgeC
import EdgeIR

extension Random: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard element != .float16, let type = element.kernelType else {
      throw CRefusal("no kernel draws float16", hint: "convert the model to float32")
    }
    let (name, parameters): (String, [Float]) =
      switch distribution {
      case .uniform(let low, let high): ("uniform", [low, high])
      case .normal(let mean, let deviation): ("normal", [mean, deviation])
      }
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_random_\(name)", header: "random",
        [.output(0), .int(node.outputs[0].elementCount), .int(Int(seed))]
          + parameters.map { .double(Double($0)) })
    ])
  }
}
