import EdgeC
import EdgeIR

extension Inverse: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard y.element == .float32 || y.element == .float64, let type = y.element.kernelType else {
      throw CRefusal("no kernel inverts \(y.element.rawValue)", hint: "cast to float32 in the model")
    }
    let n = y.shape[y.rank - 1]
    let count = y.shape.dropLast(2).reduce(1, *)
    return CComputation(
      calls: [
        CCall(
          "edgec_\(type)_inverse", header: "inverse",
          [.input(0), .output(0), .scratch(), .int(count), .int(n)])
      ], scratchBytes: max(n * n, 1) * y.element.sizeInBytes)
  }
}
