import EdgeC
import EdgeIR

extension Compare: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let type = node.inputs[0]?.element.kernelType else {
      throw CRefusal("no kernel compares float16", hint: "convert the model to float32")
    }
    return try .binary("edgec_\(type)_\(kernel)", header: "comparison", node)
  }

  /// The end of the kernels' names.
  var kernel: String {
    switch kind {
    case .equal: "equal"
    case .less: "less"
    case .greater: "greater"
    case .lessOrEqual: "less_or_equal"
    case .greaterOrEqual: "greater_or_equal"
    }
  }
}
