import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX CumSum: 11, 14 element types; CumProd: 26.
extension Cumulative: ONNXImporting {
  public static let importers = [("CumSum", 11, Kind.sum), ("CumProd", 26, .product)].map {
    name, since, kind in
    ONNXImporter(name, since: since) { context in
      let x = try context.input(0)
      let axes = try context.integersInput(1, "axis")
      guard axes.count == 1 else {
        throw ImportError(.invalidInputs, "expected one axis, got \(axes.count)")
      }
      let op = Cumulative(
        kind, axis: try context.normalizeAxis(axes[0], rank: context.type(x).rank),
        isExclusive: try context.flag("exclusive"), isReversed: try context.flag("reverse"))
      return [try context.add(op, [x])]
    }
  }
}
