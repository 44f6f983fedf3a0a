import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// WHILE, whose condition is asked before every iteration: before the first one in place, then at the end of the body.
extension Loop: TFLiteImporting {
  public static let tfliteImporters = [TFLiteImporter(.while, build: importWhile)]

  @Sendable private static func importWhile(_ context: TFLiteImportContext) throws -> [ValueID] {
    guard case .while(let options)? = context.node.options else { throw context.missingOptions }
    let states = try context.inputs.indices.map { try context.input($0) }
    let formals = [TensorType(.int64, []), TensorType(.bool, [])] + states.map { context.type($0) }
    let body = try context.subgraph("body", inputs: formals) { inner, formals in
      let after = try inner.inline(options.bodySubgraphIndex, Array(formals.dropFirst(2)))
      return [try condition(inner, options, after)] + after
    }
    return try context.addAll(
      Loop(body: body, stateCount: states.count), [nil, condition(context, options, states)] + states)
  }

  private static func condition(
    _ context: TFLiteImportContext, _ options: WhileOptions, _ states: [ValueID]
  ) throws -> ValueID {
    let results = try context.inline(options.condSubgraphIndex, states)
    guard results.count == 1 else {
      throw context.invalid("cond_subgraph_index", "expected one output, got \(results.count)")
    }
    return results[0]
  }
}
