import EdgeC
import EdgeIR

extension Cumulative: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    guard let type = y.element.kernelType else { throw CRefusal("no kernel computes \(y.element.rawValue)") }
    let function =
      switch kind {
      case .sum: "sum"
      case .product: "prod"
      }
    let sizes = [
      y.shape[..<axis].reduce(1, *), y.shape[axis], y.shape[(axis + 1)...].reduce(1, *), isExclusive ? 1 : 0,
      isReversed ? 1 : 0,
    ]
    let call = CCall(
      "edgec_\(type)_cumulate_\(function)", header: "cumulate",
      [.input(0), .output(0)] + sizes.map { .int($0) })
    return CComputation(calls: [call], inPlaceInputs: [0])
  }
}
