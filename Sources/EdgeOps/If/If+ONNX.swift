import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX If: 1; 11 branches may differ in shape; later opsets differ in element types only.
///
/// Where the condition is constant the branch that it takes stands in place of the node. Otherwise both are kept;
/// branches that differ in type, which edgec has no value for, need a condition that follows from bound inputs.
extension If: ONNXImporting {
  public static let importers = [ONNXImporter("If", since: 1) { try choose($0) }]

  private static func choose(_ context: ImportContext) throws -> [ValueID] {
    let condition = try context.input(0)
    let type = context.type(condition)
    guard type.element == .bool, type.elementCount == 1 else {
      throw ImportError(.invalidInputs, "expected a condition of one bool, got \(type)")
    }
    func take(_ condition: Tensor) throws -> [ValueID] {
      try context.inline(context.graph(condition.isTrue ? "then_branch" : "else_branch"), [])
    }
    if let known = context.constantTensor(condition) { return try take(known) }
    do {
      return try keepBoth(context, condition)
    } catch {
      guard let known = try context.knownTensor(condition) else { throw error }
      return try take(known)
    }
  }

  private static func keepBoth(_ context: ImportContext, _ condition: ValueID) throws -> [ValueID] {
    let parts = try ["then_branch", "else_branch"].map { name in
      let graph = try context.graph(name)
      return try context.subgraph(name) { inner, _ in try inner.inline(graph, []) }
    }
    guard parts[0].outputTypes == parts[1].outputTypes else {
      throw ImportError(
        .inputNotConstant,
        "the condition must be constant because it decides shapes: "
          + "one branch gives \(parts[0].outputTypes), the other \(parts[1].outputTypes)",
        hint: "fix what decides it with --input-shape or --dim, or re-export with branches of one shape; "
          + "`edgec run` decides by the data")
    }
    let (branches, captures) = ImportedSubgraph.joined(parts)
    return try context.addAll(If(then: branches[0], else: branches[1]), [condition] + captures)
  }
}
