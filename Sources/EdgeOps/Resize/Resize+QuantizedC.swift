import EdgeC
import EdgeIR

extension Resize: IntegerCLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    guard let x = node.inputs[0], let image = image(x), let resizing = bilinear(x) else {
      throw CRefusal("no kernel resizes quantized images like this")
    }
    func table(_ input: Int, _ output: Int) -> CArgument {
      .integers(resizing.fractions(input: input, output: output).flatMap { [$0.low, $0.high, $0.share] })
    }
    let (height, width) = (axes[0].size, axes.count == 2 ? axes[1].size : 1)
    let columns = axes.count == 2 ? table(image[2], width) : .integers([0, 0, 0])
    return CComputation(calls: [
      CCall(
        "edgec_\(try x.quantizedKernelType())_resize_bilinear", header: "quantized_resize",
        [.input(0), .output(0)] + (image + [height, width]).map { .int($0) }
          + [table(image[1], height), columns])
    ])
  }
}
