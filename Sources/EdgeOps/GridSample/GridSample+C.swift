import EdgeC
import EdgeIR

extension GridSample: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let grid = node.inputs[1], x.element == grid.element,
      x.element == .float32 || x.element == .float64, let type = x.element.kernelType
    else {
      throw CRefusal(
        "kernels sample float32 or float64, image and grid alike", hint: "convert the model to float32")
    }
    guard x.rank - 2 <= cRankLimit else {
      throw CRefusal("kernels take at most \(cRankLimit) spatial axes, got \(x.rank - 2)")
    }
    let points = grid.shape[1..<(grid.rank - 1)].reduce(1, *)
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_grid_sample", header: "grid_sample",
        [
          .input(0), .input(1), .output(0), .int(x.shape[0]), .int(x.shape[x.rank - 1]), .int(x.rank - 2),
          .integers(Array(x.shape.dropFirst().dropLast())), .int(points),
          .int(Mode.allCases.firstIndex(of: mode) ?? 0), .int(Padding.allCases.firstIndex(of: padding) ?? 0),
          .int(alignsCorners ? 1 : 0),
        ])
    ])
  }
}
