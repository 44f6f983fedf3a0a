import EdgeC
import EdgeIR

extension ArgReduce: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("no kernel compares float16", hint: "convert the model to float32")
    }
    let sizes = [
      x.shape[..<axis].reduce(1, *), x.shape[axis], x.shape[(axis + 1)...].reduce(1, *), selectsLast ? 1 : 0,
    ]
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_arg\(kind.rawValue)_s64", header: "arg_reduce",
        [.input(0), .output(0)] + sizes.map { .int($0) })
    ])
  }
}
