import EdgeIR
import EdgeInterpreter
import EdgeOps

/// Pairs up the values of a model's graph with those of another by name, and compares them.
///
/// A name says what a value means only while the same work ends in it. Of a graph that was made here, the node that
/// computes it must have the model's node of that name as the last that it covers: so the output of an activation that
/// was fused into a convolution is compared; that of the convolution itself no longer exists. Of another model's graph,
/// it must be computed by the same operator.
///
/// Layouts differ on purpose, and elements in another order are no error then. Where the outputs are wrong, though, they
/// may be what is wrong: the values are held against those of the graph that the other one should be.
struct LayerComparer {
  private let model: Graph
  private let planned: Graph?
  private let target: VerificationTarget
  private let other: Graph
  private let tolerance: Tolerance
  private let outputsDiffer: Bool
  private let isOtherModel: Bool
  /// For names that mean the same in both graphs the value in the model.
  private let partners: [String: ValueID]

  /// - Parameters:
  ///   - planned: the graph that `other` is, or was lowered from; nil for another model's.
  ///   - outputsDiffer: whether something is known to be wrong.
  init(
    model: Graph, planned: Graph?, _ target: VerificationTarget, _ other: Graph, _ tolerance: Tolerance,
    outputsDiffer: Bool
  ) {
    self.model = model
    self.planned = outputsDiffer ? planned : nil
    isOtherModel = planned == nil
    self.target = target
    self.other = other
    self.tolerance = tolerance
    self.outputsDiffer = outputsDiffer
    let computed = Set(other.nodes.flatMap(\.outputs).map { other[$0].name })
    let isSame = LayerComparer.pairing(of: planned, or: other)
    var partners: [String: ValueID] = [:]
    for node in model.nodes {
      for output in node.outputs {
        let name = model[output].name
        if computed.contains(name), isSame(name, node) { partners[name] = output }
      }
    }
    self.partners = partners
  }

  /// Whether a name means in the other graph what it means as the output of a node of the model.
  private static func pairing(of planned: Graph?, or other: Graph) -> (String, Node) -> Bool {
    var ends: [String: [Origin]] = [:]
    let graph = planned ?? other
    for node in graph.nodes {
      for output in node.outputs { ends[graph[output].name] = node.origins.suffix(1) }
    }
    for output in graph.outputs where ends[output.name] == nil {
      ends[output.name] = graph.producer(of: output.value)?.origins.suffix(1)
    }
    return { name, node in
      guard let end = ends[name] else { return false }
      // Transposes that the layout pass has put in are nobody's; they give a value the order that it has in the model.
      return planned == nil
        ? node.origins.last?.operatorType == end.last?.operatorType
        : end.isEmpty || node.origins.last == end.last
    }
  }

  /// - Throws: `Diagnostic` of the interpreter.
  func compare(_ samples: [[Tensor]], progress: ((Progress) -> Void)? = nil) throws -> LayerReport {
    var rows: [LayerReport.Row] = []
    var rowOfName: [String: Int] = [:]
    for node in model.nodes {
      for output in node.outputs where partners[model[output].name] == output {
        let value = TypedName(name: model[output].name, type: model[output].type)
        rowOfName[value.name] = rows.count
        let origin = node.origins.last
        rows.append(
          .init(value: value, origin: origin, operatorType: origin?.operatorType ?? node.operator.name))
      }
    }
    let (expecting, computing) = (Interpreter(model), Interpreter(other))
    let valueCount = model.nodes.reduce(0) { $0 + $1.outputs.count }
    let total = samples.count * (valueCount + other.nodes.reduce(0) { $0 + $1.outputs.count })
    var done = 0
    func advance() {
      done += 1
      progress?(Progress(.comparing, done: done, total: total))
    }
    progress?(Progress(.comparing, done: 0, total: total))
    for inputs in samples {
      let expected = try values(of: expecting, model, inputs, advance) { partners[$0] == $1 }
      let planned = try values(planned, inputs)
      let theirs = try Interface.inputs([inputs], of: other)[0]
      _ = try computing.run(theirs) { _, id, tensor in
        advance()
        let name = other[id].name
        guard let row = rowOfName[name], let wanted = expected[name] else { return }
        compare(tensor, wanted, planned: planned[name], &rows[row])
      }
    }
    return LayerReport(target: target, rows: rows, valueCount: valueCount)
  }

  /// The values that a graph computes, by name.
  private func values(
    of interpreter: Interpreter, _ graph: Graph, _ inputs: [Tensor], _ advance: @escaping () -> Void,
    where isWanted: @escaping (String, ValueID) -> Bool
  ) throws -> [String: Tensor] {
    var result: [String: Tensor] = [:]
    let outputs = try interpreter.run(inputs) { _, id, tensor in
      advance()
      if isWanted(graph[id].name, id) { result[graph[id].name] = tensor }
    }
    for (output, tensor) in zip(graph.outputs, outputs) where result[output.name] == nil {
      result[output.name] = tensor
    }
    return result
  }

  private func values(_ planned: Graph?, _ inputs: [Tensor]) throws -> [String: Tensor] {
    guard let planned else { return [:] }
    return try values(
      of: Interpreter(planned), planned, Interface.inputs([inputs], of: planned)[0], {},
      where: { name, _ in partners[name] != nil })
  }

  /// - Parameter planned: the value in the graph that the other one should be; nil where nothing is wrong.
  private func compare(
    _ actual: Tensor, _ expected: Tensor, planned: Tensor?, _ row: inout LayerReport.Row
  ) {
    let candidates = isOtherModel ? [expected] : [expected, channelsLast(expected)].compactMap { $0 }
    let comparisons = candidates.compactMap { reshaped($0, to: actual.type) }.map { Comparison(actual, $0) }
    guard let best = comparisons.min(by: { $0.maxAbsoluteError < $1.maxAbsoluteError }) else {
      note(&row, "it is \(actual.type) there", isWrong: outputsDiffer && planned?.type != actual.type)
      return
    }
    let failure = tolerance.failure(best)
    let isInOrder = reshaped(expected, to: actual.type).map(actual.isClose(tolerance)) ?? false
    let isPlanned = planned.map(actual.isClose(tolerance)) ?? !isOtherModel
    if failure == nil ? !isInOrder && !isPlanned : isReordered(actual, expected) {
      note(&row, "its elements are in another order there", isWrong: outputsDiffer && !isPlanned)
      return
    }
    row.errors.add(best)
    row.failure = row.failure ?? failure
  }

  private func note(_ row: inout LayerReport.Row, _ observation: String, isWrong: Bool) {
    if isWrong {
      row.failure = row.failure ?? observation
    } else {
      row.obstacle = row.obstacle ?? observation
    }
  }

  /// The same elements where the types differ at most by axes of size 1; nil otherwise.
  private func reshaped(_ tensor: Tensor, to type: TensorType) -> Tensor? {
    let isSame =
      tensor.element == type.element && tensor.shape.filter { $0 != 1 } == type.shape.filter { $0 != 1 }
    return isSame ? Tensor(type, storage: tensor.storage) : nil
  }

  /// The tensor with axis 1 moved to the end, as TFLite and C lay out images; nil for those of rank below 3.
  private func channelsLast(_ tensor: Tensor) -> Tensor? {
    guard tensor.type.rank > 2 else { return nil }
    let permutation = [0] + (2..<tensor.type.rank) + [1]
    return try? Transpose(permutation: permutation).results([tensor]).first
  }

  /// Whether both have the same numbers but for rounding: flattening an image in another layout permutes them within
  /// an axis, which its shape does not show.
  private func isReordered(_ actual: Tensor, _ expected: Tensor) -> Bool {
    func sorted(_ tensor: Tensor) -> Tensor {
      let numbers = tensor.doubles().sorted { !$1.isTotallyOrdered(belowOrEqualTo: $0) }
      return Tensor([numbers.count], numbers)
    }
    let comparison = Comparison(sorted(actual), sorted(expected))
    switch tolerance {
    case .scaled: return tolerance.failure(comparison) == nil
    case .unitsInLastPlace, .signalToNoise: return Tolerance.standard.failure(comparison) == nil
    }
  }
}

extension Tensor {
  /// Whether another tensor is within a tolerance of this one.
  fileprivate func isClose(_ tolerance: Tolerance) -> (Tensor) -> Bool {
    { tolerance.failure(Comparison(self, $0)) == nil }
  }
}
