import EdgeIR

/// Computes one of two graphs, chosen by a condition.
///
/// - inputs: the condition, bool with one element; then the values that the graphs take, the same for both
/// - outputs: those of the chosen graph
///
/// Constraints: C1 the condition is one bool; C2 both graphs take inputs of the types given; C3 both graphs give
/// outputs of the same types.
///
/// Semantics: ONNX If.
public struct If: SubgraphCarrying {
  public static let name = "If"

  public var thenBranch: Subgraph
  public var elseBranch: Subgraph

  public init(then thenBranch: Subgraph, else elseBranch: Subgraph) {
    self.thenBranch = thenBranch
    self.elseBranch = elseBranch
  }

  public var quantization: QuantizationRule { .floatOnly }

  public var subgraphs: [Subgraph] { [thenBranch, elseBranch] }

  public func replacing(_ subgraphs: [Subgraph]) -> If { If(then: subgraphs[0], else: subgraphs[1]) }

  public func runs(of subgraph: Int) -> Int? { 1 }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    let condition = try inputs.required(0)
    guard condition.element == .bool, condition.elementCount == 1 else {
      throw OperatorError("C1: expected a condition of one bool, got \(condition)")
    }
    let given = try inputs.indices.dropFirst().map { try inputs.required($0) }
    for branch in subgraphs where branch.inputTypes != given {
      throw OperatorError("C2: expected inputs \(branch.inputTypes), got \(given)")
    }
    guard thenBranch.outputTypes == elseBranch.outputTypes else {
      throw OperatorError(
        "C3: one branch gives \(thenBranch.outputTypes), the other \(elseBranch.outputTypes)")
    }
    return thenBranch.outputTypes
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let branch = try inputs.required(0).isTrue ? thenBranch : elseBranch
    let given = try inputs.indices.dropFirst().map { try inputs.required($0) }
    return try SubgraphRunner(branch).run(given)
  }
}
