import EdgeIR
import EdgeONNX
import EdgeSupport

/// ai.onnx.ml's encodings of categories that are numbers.
///
/// - LabelEncoder: 2 lists of integers or floats; 4 tensors. Where a key is repeated, version 2 leaves open which one
///   counts; from 4 on the last one does, and here always.
/// - OneHotEncoder: 1, on integers
/// - what produces or takes strings and maps is refused with a hint: LabelEncoder 1, CategoryMapper, ZipMap
enum CategoryEncoding: ONNXImporting {
  static let importers = [
    ONNXImporter("LabelEncoder", since: 1, domain: machineLearning) { _ in
      throw strings("LabelEncoder 1")
    },
    ONNXImporter("LabelEncoder", since: 2, domain: machineLearning, build: importLabels),
    ONNXImporter("OneHotEncoder", since: 1, domain: machineLearning, build: importOneHot),
    ONNXImporter("CategoryMapper", since: 1, domain: machineLearning) { _ in
      throw strings("CategoryMapper")
    },
    ONNXImporter("ZipMap", since: 1, domain: machineLearning) { _ in
      throw ImportError(
        .unsupportedOperator, "a ZipMap makes maps, which no target has",
        hint: "export with the option zipmap=False (skl2onnx: options={'zipmap': False})")
    },
  ]

  private static func strings(_ name: String) -> ImportError {
    ImportError(
      .unsupportedElementType, "\(name) maps strings",
      hint: "encode categories as integers before the model")
  }

  /// Compares with every key, takes the value of the last one that is equal, or the default.
  @Sendable private static func importLabels(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let keys = try table(context, "keys")
    let values = try table(context, "values")
    guard keys.element == context.type(x).element, keys.elementCount == values.elementCount else {
      throw ImportError(
        .invalidAttribute,
        "expected keys of x's type and as many values, got \(keys.type), \(values.type)")
    }
    let fallback = try fallback(context, values.element)
    let shape = context.type(x).shape
    let count = keys.elementCount
    guard count > 0 else {
      return [try context.add(BroadcastTo(shape: shape), [context.constant(fallback)])]
    }
    let column = try context.add(Reshape(shape: shape + [1]), [x])
    var isKey = try context.add(
      Compare(.equal), [column, context.constant(keys.reshaped([count]))])
    let isNaN = keys.doubles().map(\.isNaN)
    if isNaN.contains(true) {
      let both = [
        try context.add(Unary(.isNaN), [column]), context.constant(Tensor([count], isNaN)),
      ]
      isKey = try context.add(Logical(.or), [isKey, context.add(Logical(.and), both.map { $0 })])
    }
    let flags = try context.add(Cast(to: .int32), [isKey])
    let last = ArgReduce(.max, axis: shape.count, keepDims: false, selectsLast: true)
    let position = try context.add(last, [flags])
    let found = try context.add(
      Gather(axis: 0), [context.constant(values.reshaped([count])), position])
    let any = try context.add(Reduce(.max, axes: [shape.count], keepDims: false), [flags])
    let isKnown = try context.add(Cast(to: .bool), [any])
    return [try context.add(Where(), [isKnown, found, context.constant(fallback)])]
  }

  /// The keys or values, from whichever of the attributes is given.
  private static func table(_ context: ImportContext, _ role: String) throws -> Tensor {
    if context.hasAttribute("\(role)_strings") { throw strings("LabelEncoder") }
    if let integers = try context.ints("\(role)_int64s") {
      return Tensor([integers.count], integers.map { Int64($0) })
    }
    if let floats = try context.floats("\(role)_floats") { return Tensor([floats.count], floats) }
    guard let tensor = try context.tensor("\(role)_tensor"), tensor.element != .bool else {
      throw context.invalid("\(role)_tensor", "expected \(role) that are numbers")
    }
    return tensor
  }

  /// The default as a scalar: -1 for integers and -0 for floats unless the model says otherwise.
  private static func fallback(_ context: ImportContext, _ element: ElementType) throws -> Tensor {
    if let tensor = try context.tensor("default_tensor"), tensor.elementCount == 1 {
      return Cast(to: element).convert(tensor.reshaped([]))
    }
    let number =
      element.isFloat
      ? Tensor(scalar: Double(try context.float("default_float", default: -0.0)))
      : Tensor(scalar: Int64(try context.int("default_int64", default: -1)))
    return Cast(to: element).convert(number)
  }

  /// With `zeros` 0 an unknown category is an error of the data; it gives a row of zeros here, as with 1.
  @Sendable private static func importOneHot(_ context: ImportContext) throws -> [ValueID] {
    _ = try context.flag("zeros", default: true)
    if context.hasAttribute("cats_strings") { throw strings("OneHotEncoder") }
    guard let categories = try context.ints("cats_int64s"), !categories.isEmpty else {
      throw context.invalid("cats_int64s", "expected the categories")
    }
    let x = try context.input(0)
    let integers = try context.add(Cast(to: .int64), [x])
    let column = try context.add(Reshape(shape: context.type(x).shape + [1]), [integers])
    let known = context.constant(Tensor([categories.count], categories.map { Int64($0) }))
    return [try context.add(Cast(to: .float32), [context.add(Compare(.equal), [column, known])])]
  }
}
