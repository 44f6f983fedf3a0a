import EdgeIR
import EdgeONNX
import EdgeSupport

/// ai.onnx.ml's preparation of features, all since version 1: Scaler, Normalizer, Imputer, Binarizer,
/// ArrayFeatureExtractor, FeatureVectorizer.
enum FeatureScaling: ONNXImporting {
  static let importers = [
    ONNXImporter("Scaler", since: 1, domain: machineLearning) { context in
      let x = try context.inSingle(context.input(0))
      let offset = try perFeature(context, x, context.floats("offset") ?? [0], "offset")
      let scale = try perFeature(context, x, context.floats("scale") ?? [1], "scale")
      let centred = try context.add(Binary(.subtract), [x, offset])
      return [try context.add(Binary(.multiply), [centred, scale])]
    },
    ONNXImporter("Normalizer", since: 1, domain: machineLearning, build: importNormalizer),
    ONNXImporter("Imputer", since: 1, domain: machineLearning, build: importImputer),
    ONNXImporter("Binarizer", since: 1, domain: machineLearning) { context in
      let x = try context.input(0)
      let threshold = try Double(context.float("threshold", default: 0))
      let element = context.type(x).element
      let wide = element.isFloat ? x : try context.add(Cast(to: .float64), [x])
      let limit = try context.scalar(threshold, context.type(wide).element)
      return [try context.add(Cast(to: element), [context.add(Compare(.greater), [wide, limit])])]
    },
    ONNXImporter(
      "ArrayFeatureExtractor", since: 1, domain: machineLearning, build: importExtractor),
    ONNXImporter("FeatureVectorizer", since: 1, domain: machineLearning, build: importVectorizer),
  ]

  /// One number for all features, or one for each along the last axis.
  private static func perFeature(
    _ context: ImportContext, _ x: ValueID, _ values: [Float], _ name: String
  ) throws -> ValueID {
    guard values.count == 1 || values.count == context.type(x).shape.last else {
      throw context.invalid(name, "expected 1 element or one for each feature, got \(values.count)")
    }
    return context.constant(Tensor([values.count], values))
  }

  /// Every row over its largest number, its sum of absolutes or its length; rows for which that is 0 stay.
  ///
  /// ONNX's text has the plain sum for L1; absolutes are what ONNX Runtime takes, and the name says.
  @Sendable private static func importNormalizer(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.inSingle(context.input(0))
    let norm = try context.choice("norm", of: ["MAX", "L1", "L2"], default: "MAX")
    let rank = context.type(x).rank
    guard (1...2).contains(rank) else {
      throw ImportError(.invalidInputs, "expected rows of features, got \(context.type(x))")
    }
    func reduced(_ kind: Reduce.Kind, _ value: ValueID) throws -> ValueID {
      try context.add(Reduce(kind, axes: [rank - 1], keepDims: true), [value])
    }
    let divisor =
      switch norm {
      case "MAX": try reduced(.max, x)
      case "L1": try reduced(.sum, context.add(Unary(.abs), [x]))
      default:
        try context.add(Unary(.sqrt), [reduced(.sum, context.add(Binary(.multiply), [x, x]))])
      }
    let isZero = try context.add(Compare(.equal), [divisor, context.scalar(0, .float32)])
    let safe = try context.add(Where(), [isZero, context.scalar(1, .float32), divisor])
    return [try context.add(Binary(.divide), [x, safe])]
  }

  /// Where x is the replaced value, NaN included, the imputed one.
  @Sendable private static func importImputer(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let element = context.type(x).element
    let replaced: ValueID
    let imputed: [Double]
    var isReplaced: ValueID
    if element.isFloat {
      let value = try context.float("replaced_value_float", default: 0)
      imputed = (try context.floats("imputed_value_floats") ?? []).map { Double($0) }
      replaced = try context.scalar(Double(value), element)
      isReplaced =
        value.isNaN
        ? try context.add(Unary(.isNaN), [x]) : try context.add(Compare(.equal), [x, replaced])
    } else {
      let value = try context.int("replaced_value_int64", default: 0)
      imputed = (try context.ints("imputed_value_int64s") ?? []).map { Double($0) }
      replaced = try context.add(
        Cast(to: element), [context.constant(Tensor(scalar: Int64(value)))])
      isReplaced = try context.add(Compare(.equal), [x, replaced])
    }
    guard imputed.count == 1 || (!imputed.isEmpty && imputed.count == context.type(x).shape.last)
    else {
      throw ImportError(
        .invalidAttribute, "expected 1 imputed value or one for each feature, got \(imputed.count)")
    }
    return [try context.add(Where(), [isReplaced, context.constant(imputed, like: x), x])]
  }

  /// Elements of the last axis; a vector is one row.
  @Sendable private static func importExtractor(_ context: ImportContext) throws -> [ValueID] {
    var x = try context.input(0)
    let indices = try context.input(1)
    let shape = context.type(x).shape
    guard !shape.isEmpty else {
      throw ImportError(.invalidInputs, "expected x of rank >= 1, got a scalar")
    }
    if shape.count == 1 { x = try context.add(Reshape(shape: [1] + shape), [x]) }
    let flat = try context.add(Reshape(shape: [context.type(indices).elementCount]), [indices])
    return [try context.add(Gather(axis: max(shape.count, 2) - 1), [x, flat])]
  }

  /// The inputs side by side, as float32.
  @Sendable private static func importVectorizer(_ context: ImportContext) throws -> [ValueID] {
    let sizes = try context.ints("inputdimensions")
    let parts = try context.inputs.indices.map { position -> ValueID in
      let rows = try context.inSingle(context.featureRows(context.input(position)))
      if let sizes, position >= sizes.count || sizes[position] != context.type(rows).shape[1] {
        throw context.invalid("inputdimensions", "input \(position) is \(context.type(rows))")
      }
      return rows
    }
    return [try context.add(Concat(axis: 1), parts.map { $0 })]
  }
}
