import EdgeC
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
  /// The text form of the graph as imported.
  public let graphText: String

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
    let canonical = try canonicalize(imported)
    let program = try? lowerToC(canonical, CProgramRequest(name: "model"), modelDigest: "")
    return Inspection(
      path: file.path, sizeInBytes: file.sizeInBytes,
      origin: file.origin, inputs: imported.typedInputs,
      outputs: imported.typedOutputs, rows: rows(imported, canonical: canonical),
      arenaBytes: program?.report.arenaBytes, arenaLowerBound: program?.report.lowerBound,
      graphText: GraphPrinter.text(imported))
  }

  /// One row for each of the user's nodes: what import made of it is summed up.
  private func rows(_ imported: Graph, canonical: Graph) -> [Inspection.Row] {
    let live = liveBytes(canonical)
    var rows: [Inspection.Row] = []
    var rowOfNode: [Int: Int] = [:]
    var seen: Set<ValueID> = []
    for node in imported.nodes {
      guard let origin = node.origins.first else { continue }
      let outputs = node.outputs.map { imported[$0].type }
      let index = rowOfNode[origin.index] ?? rows.count
      if index == rows.count {
        rowOfNode[origin.index] = index
        rows.append(.init(name: origin.name, operatorType: origin.operatorType, outputs: outputs))
      }
      for case let input? in node.inputs where imported[input].constant != nil && seen.insert(input).inserted
      {
        rows[index].parameterCount += imported[input].type.elementCount
        rows[index].parameterBytes += imported[input].type.sizeInBytes
      }
      let cost = node.operator as? any MultiplyAccumulating
      let operations = cost?.multiplyAccumulates(inputs: imported.inputTypes(of: node), outputs: outputs)
      rows[index].outputs = outputs
      rows[index].multiplyAccumulates = max(rows[index].multiplyAccumulates, operations ?? 0)
      rows[index].liveBytes = live[origin.index]
    }
    return rows
  }

  /// For each of the user's nodes, by its position in the file, the most that is live while a part of it runs.
  private func liveBytes(_ graph: Graph) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for (node, bytes) in zip(graph.nodes, Liveness.bytes(graph)) {
      for origin in node.origins { result[origin.index] = max(result[origin.index] ?? 0, bytes) }
    }
    return result
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
