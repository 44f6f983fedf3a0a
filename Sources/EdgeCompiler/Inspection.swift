public import EdgeC
public import EdgeIR
import EdgeSupport
import ONNXFormat

/// What a model consists of and what running it takes, node by node, as its author wrote it.
public struct Inspection {
  public struct Row {
    /// The node's name in the model; empty when it has none.
    public let name: String
    /// The operator as the model spells it.
    public let operatorType: String
    public internal(set) var outputs: [TensorType]
    /// Elements and bytes of the constants that no earlier node reads.
    public internal(set) var parameterCount = 0
    public internal(set) var parameterBytes = 0
    /// Multiply-accumulate operations; `Int.max` when beyond.
    public internal(set) var multiplyAccumulates = 0
    /// Bytes of all inputs and computed values that exist while the node runs, after optimisation, each in memory
    /// of its own; nil for a node that optimisation removes.
    public internal(set) var liveBytes: Int?
  }

  public let path: String
  public let sizeInBytes: Int
  /// Format, opsets and exporter.
  public let origin: [String]
  public let inputs: [TypedName]
  public let outputs: [TypedName]
  public let rows: [Row]
  /// The arena that generated C needs; nil when the model has no C form.
  public let arenaBytes: Int?
  /// The least that any arena can have; nil as above.
  public let arenaLowerBound: Int?
  /// What lies where in that arena; nil as above.
  public let arenaMap: ArenaMap?
  /// The text form of the graph as imported.
  public let graphText: String
  /// The optimised graph, as it is compiled to C.
  public let drawing: GraphDrawing

  public var parameterCount: Int { rows.reduce(0) { $0 + $1.parameterCount } }
  public var parameterBytes: Int { rows.reduce(0) { $0 + $1.parameterBytes } }
  public var multiplyAccumulates: Int {
    rows.reduce(0) { sum, row in
      let (total, overflow) = sum.addingReportingOverflow(row.multiplyAccumulates)
      return overflow ? .max : total
    }
  }

  /// The first row with the most live bytes; nil for a graph without nodes.
  public var peak: Int? {
    guard let most = rows.compactMap(\.liveBytes).max() else { return nil }
    return rows.firstIndex { $0.liveBytes == most }
  }
}

extension Compiler {
  /// - Throws: As `importModel` and `canonicalize`.
  public func inspect(_ file: ModelFile) throws -> Inspection {
    let imported = try importModel(file).graph
    let canonical = try canonicalize(imported, for: .c)
    let program = try? lowerToC(canonical, CProgramRequest(name: "model"), modelDigest: "")
    return Inspection(
      path: file.path, sizeInBytes: file.sizeInBytes,
      origin: file.origin, inputs: imported.typedInputs,
      outputs: imported.typedOutputs, rows: rows(imported, canonical: canonical),
      arenaBytes: program?.report.arenaBytes, arenaLowerBound: program?.report.lowerBound,
      arenaMap: program?.report.map,
      graphText: GraphPrinter.text(imported), drawing: GraphDrawing(canonical))
  }

  /// One row for each of the user's nodes: what import made of it is summed up. What is in the graphs inside a node
  /// counts for the node.
  private func rows(_ imported: Graph, canonical: Graph) -> [Inspection.Row] {
    let live = liveBytes(canonical)
    var rows: [Inspection.Row] = []
    var rowOfNode: [Origin: Int] = [:]
    var seen: Set<ValueID> = []
    for node in imported.nodes {
      guard let origin = node.origins.first else { continue }
      let outputs = node.outputs.map { imported[$0].type }
      let index = rowOfNode[origin] ?? rows.count
      if index == rows.count {
        rowOfNode[origin] = index
        rows.append(.init(name: origin.name, operatorType: origin.operatorType, outputs: outputs))
      }
      let own = node.inputs.compactMap { $0 }.filter { seen.insert($0).inserted }
        .compactMap { imported[$0].constant?.type }
      for type in own + imported.typesOfConstants(inside: node) {
        rows[index].parameterCount += type.elementCount
        rows[index].parameterBytes += type.sizeInBytes
      }
      rows[index].outputs = outputs
      rows[index].multiplyAccumulates = max(
        rows[index].multiplyAccumulates, imported.multiplyAccumulates(of: node))
      rows[index].liveBytes = live[origin]
    }
    return rows
  }

  /// For each of the user's nodes the most that is live while a part of it runs.
  private func liveBytes(_ graph: Graph) -> [Origin: Int] {
    var result: [Origin: Int] = [:]
    for (node, bytes) in zip(graph.nodes, Liveness.bytes(graph)) {
      for origin in node.origins { result[origin] = max(result[origin] ?? 0, bytes) }
    }
    return result
  }
}

extension Graph {
  /// Types of the constants in the graphs inside a node.
  fileprivate func typesOfConstants(inside node: Node) -> [TensorType] {
    let subgraphs = (node.operator as? any SubgraphCarrying)?.subgraphs ?? []
    return subgraphs.map(\.graph).flatMap { graph in
      graph.values.compactMap { $0.value.constant?.type }
        + graph.nodes.flatMap { graph.typesOfConstants(inside: $0) }
    }
  }
}

/// Which values exist when, in the graph's own order, with each in memory of its own.
enum Liveness {
  /// For each node the bytes of the inputs and computed values that exist while it runs. Inputs exist from the
  /// start to their last use, outputs from their making to the end.
  static func bytes(_ graph: Graph) -> [Int] {
    let steps = graph.order.count
    var lifetimes: [ValueID: ClosedRange<Int>] = [:]
    for input in graph.inputs { lifetimes[input] = 0...0 }
    for (step, node) in graph.nodes.enumerated() {
      for case let input? in node.inputs {
        if let life = lifetimes[input] { lifetimes[input] = life.lowerBound...step }
      }
      for output in node.outputs { lifetimes[output] = step...step }
    }
    for output in graph.outputs {
      if let life = lifetimes[output.value] {
        lifetimes[output.value] = life.lowerBound...max(life.lowerBound, steps - 1)
      }
    }
    var changes = [Int](repeating: 0, count: steps + 1)
    for (value, life) in lifetimes where life.upperBound < steps {
      changes[life.lowerBound] += graph[value].type.sizeInBytes
      changes[life.upperBound + 1] -= graph[value].type.sizeInBytes
    }
    var live = 0
    return changes.dropLast().map { change in
      live += change
      return live
    }
  }
}
