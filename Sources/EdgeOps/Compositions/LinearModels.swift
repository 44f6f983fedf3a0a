import EdgeIR
import EdgeONNX
import EdgeSupport

/// LinearRegressor and LinearClassifier: ai.onnx.ml 1.
///
/// `multi_class` is asked for and does not matter: it says how the model was trained. One row of coefficients for two
/// classes scores the second class, which wins above 0 (ONNX Runtime).
enum LinearModels: ONNXImporting {
  static let importers = [
    ONNXImporter("LinearRegressor", since: 1, domain: machineLearning) { context in
      let targets = try context.int("targets", default: 1)
      let scores = try linear(context, rows: targets)
      return [try context.transformed(scores, context.postTransform())]
    },
    ONNXImporter("LinearClassifier", since: 1, domain: machineLearning, build: importClassifier),
  ]

  @Sendable private static func importClassifier(_ context: ImportContext) throws -> [ValueID] {
    _ = try context.int("multi_class")
    let labels = try ClassLabels(context, integers: "classlabels_ints")
    let features = try context.type(context.featureRows(context.input(0))).shape[1]
    let count = try context.floats("coefficients")?.count ?? 0
    let post = try context.postTransform()
    if labels.count == 2, count == features {
      let score = try context.column(linear(context, rows: 1), 0)
      let y = try labels.second(context, when: score, above: 0)
      return [y, try context.pair(score, isProbability: true, post)]
    }
    let scores = try linear(context, rows: labels.count)
    return [try labels.best(context, scores), try context.transformed(scores, post)]
  }

  /// x times the transposed matrix of coefficients, plus intercepts; in float32.
  private static func linear(_ context: ImportContext, rows: Int) throws -> ValueID {
    let x = try context.inSingle(context.featureRows(context.input(0)))
    let features = context.type(x).shape[1]
    let coefficients = try context.floats("coefficients") ?? []
    guard rows > 0, coefficients.count == saturatingProduct(rows, features) else {
      throw context.invalid(
        "coefficients", "expected \(rows) times \(features) elements, got \(coefficients.count)")
    }
    var inputs = [x, context.constant(Tensor([rows, features], coefficients))]
    if let intercepts = try context.floats("intercepts"), !intercepts.isEmpty {
      guard intercepts.count == rows else {
        throw context.invalid("intercepts", "expected \(rows) elements, got \(intercepts.count)")
      }
      inputs.append(context.constant(Tensor([rows], intercepts)))
    }
    return try context.add(FullyConnected(), inputs)
  }
}
