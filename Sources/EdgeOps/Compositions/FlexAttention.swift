import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// FlexAttention of ONNX's preview domain, since 1: attention whose scores and probabilities the model's own graphs
/// modify. Scores are computed in float32, or float64 for a query of that type.
enum FlexAttention: ONNXImporting {
  static let importers = [
    ONNXImporter("FlexAttention", since: 1, domain: "ai.onnx.preview", build: importFlexAttention)
  ]

  @Sendable private static func importFlexAttention(_ context: ImportContext) throws -> [ValueID] {
    let inputs = try (0..<3).map { try context.input($0) }
    let element = context.type(inputs[0]).element
    let wide = try context.softmaxElement(default: element == .float64 ? .float64 : .float32)
    let cast = try inputs.map { try context.cast($0, to: wide) }
    let heads = try AttentionHeads(context: context, query: cast[0], key: cast[1], value: cast[2])
    let scale = try context.float("scale").map(Double.init) ?? heads.defaultScale
    let scores = try modified(context, heads.scores(scale: scale), by: "score_mod")
    let probabilities = try context.add(Softmax(axis: 3), [scores])
    let weights = try modified(context, probabilities, by: "prob_mod")
    return [try context.cast(heads.weighted(weights), to: element)]
  }

  /// What the graph in an attribute makes of a value; the value itself without that attribute.
  private static func modified(
    _ context: ImportContext, _ value: ValueID, by attribute: String
  ) throws -> ValueID {
    guard context.hasAttribute(attribute) else { return value }
    let results = try context.inline(context.graph(attribute), [value])
    guard results.count == 1, context.type(results[0]) == context.type(value) else {
      throw context.invalid(
        attribute, "expected one result \(context.type(value)), got \(results.map { context.type($0) })")
    }
    return results[0]
  }
}
