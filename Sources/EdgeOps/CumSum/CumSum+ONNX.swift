import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX CumSum: 11, 14 element types.
extension CumSum: ONNXImporting {
  public static let importers = [
    ONNXImporter("CumSum", since: 11) { context in
      let x = try context.input(0)
      guard let axis = try context.integersInput(1, "axis").first else {
        throw ImportError(.invalidInputs, "expected one axis, got none")
      }
      let sum = CumSum(
        axis: try context.normalizeAxis(axis, rank: context.type(x).rank),
        isExclusive: try context.flag("exclusive"), isReversed: try context.flag("reverse"))
      return [try context.add(sum, [x])]
    }
  ]
}
