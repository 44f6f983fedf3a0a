import EdgeC
import EdgeIR

extension Col2Im: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("no kernel adds float16", hint: "convert the model to float32")
    }
    let y = node.outputs[0]
    let blocks = [1] + (geometry.outputShape(image) ?? []) + [1]
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_col2im", header: "col2im",
        [.input(0), .output(0), .int(y.shape[0] * y.shape[1])]
          + (try geometry.arguments(blocks, [1] + image + [1])))
    ])
  }
}
