import EdgeC
import EdgeIR

extension FullyConnected: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], let weights = node.inputs[1] else {
      throw CRefusal("a product needs two operands")
    }
    let product = try IntegerProductInC(node, activation, rounding, hasPadding: false)
    let sizes = [x.shape.dropLast().reduce(1, *), weights.shape[1], weights.shape[0]]
    return CComputation(calls: [
      CCall(
        "edgec_\(product.type)_fully_connected", header: "quantized_fully_connected",
        [.input(0), .input(1), product.bias, .output(0)] + sizes.map { .int($0) } + product.tail)
    ])
  }
}
