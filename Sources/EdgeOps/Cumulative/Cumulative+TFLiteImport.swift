import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Cumulative: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.cumsum) { context in
      let x = try context.input(0)
      let axis = try context.normalizeAxis(context.integerInput(1, "axis"), rank: context.type(x).rank)
      var op = Cumulative(.sum, axis: axis)
      if case .cumsum(let options)? = context.node.options {
        (op.isExclusive, op.isReversed) = (options.exclusive, options.reverse)
      }
      return [try context.add(op, [x])]
    }
  ]
}
