import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

extension Reduce: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.mean) { context in
      let x = try context.input(0)
      guard context.type(x).element.isFloat || context.isQuantized else {
        throw TFLiteImportError(.invalidInputs, "expected floats, got \(context.type(x))")
      }
      return try reduction(context, .mean)
    },
    TFLiteImporter(.sum) { try reduction($0, .sum) },
    TFLiteImporter(.reduceMax) { try reduction($0, .max) },
    TFLiteImporter(.reduceMin) { try reduction($0, .min) },
    TFLiteImporter(.reduceProd) { try reduction($0, .prod) },
    TFLiteImporter(.reduceAny) { try reduction($0, .max) },
    TFLiteImporter(.reduceAll) { try reduction($0, .min) },
  ]

  private static func reduction(_ context: TFLiteImportContext, _ kind: Kind) throws -> [ValueID] {
    let x = try context.input(0)
    let axes = try context.normalizeAxes(
      context.integersInput(1, "axes"), rank: context.type(x).rank)
    var keepDims = false
    if case .reducer(let options)? = context.node.options { keepDims = options.keepDims }
    return [try context.result(Reduce(kind, axes: axes, keepDims: keepDims), [x])]
  }
}
