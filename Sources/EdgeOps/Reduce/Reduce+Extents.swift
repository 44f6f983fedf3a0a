import EdgeIR

/// Axes that are not reduced stay as they are. What is summed may have zeros beyond the data.
extension Reduce: ExtentPropagating {
  public func propagate(
    _ extents: [AxisExtents], _ inputs: [TensorType?], _ outputs: [TensorType]
  ) -> ExtentFlow? {
    let kept = extents.map { $0.filter { !axes.contains($0.key) } }
    if kept == extents { return .touching(axes, extents, inputs, outputs) }
    guard kind == .sum else { return nil }
    if kept.allSatisfy(\.isEmpty) { return ExtentFlow([], zeroedInputs: [0]) }
    var flow = ExtentFlow.touching(axes, kept, inputs, outputs)
    flow?.zeroedInputs = [0]
    return flow
  }
}
