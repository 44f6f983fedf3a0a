import EdgeIR
import EdgeInterpreter
import EdgeOps

/// Pairs up the values of a model's graph with those of another by name, and compares them.
///
/// A name says what a value means only while the same work ends in it: the canonical node that computes it must
/// have the model's node of that name as the last that it covers. So the output of an activation that was fused
/// into a convolution is compared; that of the convolution itself no longer exists.
struct LayerComparer {
  private let model: Graph
  private let target: VerificationTarget
  private let other: Graph
  private let tolerance: Tolerance
  /// For names that mean the same in both graphs the value in the model.
  private let partners: [String: ValueID]

  /// - Parameter canonical: the graph that `other` is, or was lowered from.
  init(
    model: Graph, canonical: Graph, _ target: VerificationTarget, _ other: Graph, _ tolerance: Tolerance
  ) {
    self.model = model
    self.target = target
    self.other = other
    self.tolerance = tolerance
    let computed = Set(other.nodes.flatMap(\.outputs).map { other[$0].name })
    var ends: [String: Origin] = [:]
    for node in canonical.nodes {
      for output in node.outputs { ends[canonical[output].name] = node.origins.last }
    }
    var partners: [String: ValueID] = [:]
    for node in model.nodes {
      for output in node.outputs {
        let name = model[output].name
        guard computed.contains(name), let end = ends[name], node.origins == [end] else { continue }
        partners[name] = output
      }
    }
    self.partners = partners
  }

  /// - Throws: `Diagnostic` of the interpreter.
  func compare(_ samples: [[Tensor]], progress: ((Progress) -> Void)? = nil) throws -> LayerReport {
    var rows: [LayerReport.Row] = []
    var rowOfName: [String: Int] = [:]
    for node in model.nodes {
      for output in node.outputs where partners[model[output].name] == output {
        let value = TypedName(name: model[output].name, type: model[output].type)
        rowOfName[value.name] = rows.count
        rows.append(.init(value: value, operatorType: node.origins.last?.operatorType ?? node.operator.name))
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
      var expected: [String: Tensor] = [:]
      _ = try expecting.run(inputs) { _, id, tensor in
        advance()
        let name = model[id].name
        if partners[name] == id { expected[name] = tensor }
      }
      _ = try computing.run(inputs) { _, id, tensor in
        advance()
        let name = other[id].name
        guard let row = rowOfName[name], let wanted = expected[name] else { return }
        compare(tensor, wanted, &rows[row])
      }
    }
    return LayerReport(target: target, rows: rows, valueCount: valueCount)
  }

  private func compare(_ actual: Tensor, _ expected: Tensor, _ row: inout LayerReport.Row) {
    let candidates = [expected, channelsLast(expected)].compactMap { $0 }
    let comparisons = candidates.compactMap { reshaped($0, to: actual.type) }.map { Comparison(actual, $0) }
    guard let best = comparisons.min(by: { $0.maxAbsoluteError < $1.maxAbsoluteError }) else {
      row.obstacle = row.obstacle ?? "it is \(actual.type) there"
      return
    }
    let failure = tolerance.failure(best)
    if failure != nil, isReordered(actual, expected) {
      row.obstacle = row.obstacle ?? "its elements are in another order there"
      return
    }
    row.maxAbsoluteError = max(row.maxAbsoluteError, best.maxAbsoluteError)
    row.relativeError = max(row.relativeError, best.relativeError)
    row.failure = row.failure ?? failure
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
    case .unitsInLastPlace: return Tolerance.standard.failure(comparison) == nil
    }
  }
}
