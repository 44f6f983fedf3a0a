import EdgeC
import EdgeIR

extension Trilu: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let y = node.outputs[0]
    let (rows, columns) = (y.shape[y.rank - 2], y.shape[y.rank - 1])
    let sizes = [
      y.shape.dropLast(2).reduce(1, *), rows, columns, isUpper ? 1 : 0, min(max(diagonal, -rows), columns),
    ]
    let call = CCall(
      "edgec_\(y.element.movedType)_trilu", header: "trilu", [.input(0), .output(0)] + sizes.map { .int($0) })
    return CComputation(calls: [call], inPlaceInputs: [0])
  }
}
