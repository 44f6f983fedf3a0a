public import EdgeIR
import EdgeSupport
import TFLiteFormat

/// The model's subgraphs while operators that refer to them are imported.
struct SubgraphNesting {
  /// Subgraphs within subgraphs go so deep.
  private static let depthLimit = 16
  /// Subgraphs are written out wherever an operator refers to them; in all, so many operators.
  private static let operatorLimit = 1 << 20

  private let subgraphs: [TFLiteSubgraph]
  /// Those that are being imported, outermost first.
  private var active = [0]
  private let total = Total()

  private final class Total {
    var operators = 0
  }

  init(_ subgraphs: [TFLiteSubgraph]) { self.subgraphs = subgraphs }

  /// A subgraph, and the nesting inside it.
  ///
  /// - Throws: `TFLiteImportError` for one that is not there or contains itself, and when there are too many.
  func enter(_ index: Int) throws -> (TFLiteSubgraph, SubgraphNesting) {
    guard subgraphs.indices.contains(index) else {
      throw TFLiteImportError(
        .invalidAttribute, "expected one of \(subgraphs.count) subgraphs, got number \(index)")
    }
    guard !active.contains(index) else {
      throw TFLiteImportError(.cyclicGraph, "subgraph \(index) contains itself")
    }
    total.operators += subgraphs[index].operators.count + 1
    guard active.count <= Self.depthLimit, total.operators <= Self.operatorLimit else {
      throw TFLiteImportError(
        .sizeLimitExceeded,
        "expected subgraphs at most \(Self.depthLimit) deep and \(Self.operatorLimit) operators in them")
    }
    var inner = self
    inner.active.append(index)
    return (subgraphs[index], inner)
  }
}

extension TFLiteImportContext {
  /// Writes a subgraph of the model out where the operator stands.
  ///
  /// - Returns: the values of the subgraph's outputs.
  public func inline(_ index: Int, _ inputs: [ValueID]) throws -> [ValueID] {
    let (subgraph, nesting) = try driver.nesting.enter(index)
    let inner = TFLiteImportDriver(
      subgraph: subgraph, interface: driver.interface, table: driver.table, runtime: driver.runtime,
      nesting: nesting)
    return try inner.inline(into: session, inputs)
  }

  /// A graph of its own, for an operator that carries one.
  ///
  /// - Parameter build: is given a context whose nodes go there, and the graph's inputs; returns the outputs.
  public func subgraph(
    _ name: String, inputs: [TensorType],
    _ build: (TFLiteImportContext, [ValueID]) throws -> [ValueID]
  ) throws -> Subgraph {
    let inner = TFLiteImportSession(TFLiteSubgraph(name: name))
    let formals = inputs.enumerated().map { inner.editor.addInput(name: "input_\($0)", type: $1) }
    let context = TFLiteImportContext(
      node: node, inputs: [], declaredOutputs: [], session: inner, driver: driver, origin: origin)
    for (position, value) in try build(context, formals).enumerated() {
      inner.editor.addOutput(name: "output_\(position)", value: value)
    }
    inner.editor.removeDeadNodes()
    return Subgraph(inner.editor.graph)
  }
}

extension TFLiteImportDriver {
  /// Adds the subgraph's operators to a graph under construction.
  fileprivate func inline(into outer: TFLiteImportSession, _ inputs: [ValueID]) throws -> [ValueID] {
    guard inputs.count == subgraph.inputs.count else {
      throw TFLiteImportError(
        .invalidInputs, "the subgraph takes \(subgraph.inputs.count) inputs, got \(inputs.count)")
    }
    try checkOperators()
    var checks = SubgraphChecks(subgraph)
    try checks.run()
    let session = TFLiteImportSession(subgraph, editor: outer.editor)
    // There is one owner of the graph at a time, or it would be copied.
    outer.editor = GraphEditor(name: "")
    defer { outer.editor = session.editor }
    for (tensor, value) in zip(subgraph.inputs, inputs) {
      try check(subgraph.tensors[tensor], session.editor.graph[value].type)
      session.set(tensor, .value(value))
    }
    try addNodes(to: session)
    return try subgraph.outputs.map { tensor in
      guard case .value(let value) = try session.resolve(tensor) else {
        throw TFLiteImportError(.danglingValue, "an output of the subgraph is computed by no operator")
      }
      return value
    }
  }
}
