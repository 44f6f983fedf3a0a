import EdgeC
import EdgeIR

extension ConvInteger: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1], let image = x.element.kernelType,
      let filter = weights.element.kernelType
    else { throw CRefusal("a convolution needs an image and weights") }
    let y = node.outputs[0]
    let window = convolution.geometry(weights)
    guard window.rank <= 3 else { throw CRefusal("\(window.rank)-D convolution has no kernel") }
    func operand(_ position: Int) -> CArgument {
      position < node.inputs.count && node.inputs[position] != nil ? .input(position) : .null
    }
    let step = node.inputs.count > 4 && node.inputs[4].map { $0.elementCount > 1 } ?? false ? 1 : 0
    /// Sizes along depth, height and width.
    func spatial(_ sizes: some Collection<Int>, _ missing: Int) -> [Int] {
      [Int](repeating: missing, count: 3 - window.rank) + sizes
    }
    let sizes =
      [x.shape[0]] + spatial(x.shape.dropFirst().dropLast(), 1) + [x.shape[x.rank - 1]]
      + spatial(y.shape.dropFirst().dropLast(), 1) + [y.shape[y.rank - 1]] + spatial(window.kernel, 1)
      + spatial(window.strides, 1) + spatial(window.dilations, 1) + spatial(window.padsBegin, 0)
      + [convolution.groups]
    return CComputation(calls: [
      CCall(
        "edgec_\(image)_\(filter)_conv_integer", header: "conv_integer",
        [.input(0), .input(1), operand(2), operand(3), operand(4), .int(step), .output(0)]
          + sizes.map { .int($0) })
    ])
  }
}
