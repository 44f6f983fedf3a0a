import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX Einsum, since 12.
///
/// Operands are multiplied from left to right, as matrix products over the indices that end there; what no other
/// operand and not the result needs is summed up before. An index that an operand repeats takes its diagonal. An axis
/// of size 1 broadcasts.
enum Einsum: ONNXImporting {
  static let importers = [ONNXImporter("Einsum", since: 12, build: importEinsum)]

  @Sendable private static func importEinsum(_ context: ImportContext) throws -> [ValueID] {
    let values = try context.inputs.indices.map { try context.input($0) }
    guard let text = try context.string("equation") else {
      throw context.invalid("equation", "is required")
    }
    let equation = try EinsumEquation(text, ranks: values.map { context.type($0).rank })
    var operands = try zip(values, equation.operands).map { value, labels in
      try EinsumOperand(context: context, value: value, labels: labels).withoutRepeats()
    }
    guard var product = operands.first else {
      throw ImportError(.invalidInputs, "expected one input or more, got none")
    }
    operands.removeFirst()
    while let next = operands.first {
      operands.removeFirst()
      let needed = Set(operands.flatMap(\.labels) + equation.result)
      product = try product.times(next, keeping: needed)
    }
    return [try product.summed(keeping: Set(equation.result)).ordered(equation.result)]
  }
}

/// A value whose axes have labels.
private struct EinsumOperand {
  let context: ImportContext
  var value: ValueID
  var labels: [Int]

  func size(_ label: Int) -> Int {
    labels.firstIndex(of: label).map { context.type(value).shape[$0] } ?? 1
  }

  /// Takes the diagonal along axes of one label: with both at the end and flattened, every n+1-th element of n².
  func withoutRepeats() throws -> EinsumOperand {
    var result = self
    while let (first, second) = result.repeated {
      let shape = context.type(result.value).shape
      let size = shape[first]
      guard shape[second] == size else {
        throw ImportError(.invalidInputs, "a repeated index has sizes \(size) and \(shape[second])")
      }
      let others = shape.indices.filter { $0 != first && $0 != second }
      let kept = others.map { shape[$0] }
      let moved = try context.transpose(result.value, by: others + [first, second])
      let flat = try context.reshape(moved, to: kept + [size * size])
      let steps = Array(repeating: 1, count: kept.count) + [size + 1]
      let slice = Slice(
        starts: Array(repeating: 0, count: kept.count + 1), steps: steps, sizes: kept + [size])
      result.value = try context.add(slice, [flat])
      result.labels = others.map { result.labels[$0] } + [result.labels[first]]
    }
    return result
  }

  private var repeated: (Int, Int)? {
    for first in labels.indices {
      if let second = labels[(first + 1)...].firstIndex(of: labels[first]) { return (first, second) }
    }
    return nil
  }

  /// The sum over all axes but some.
  func summed(keeping kept: Set<Int>) throws -> EinsumOperand {
    let axes = labels.indices.filter { !kept.contains(labels[$0]) }
    guard !axes.isEmpty else { return self }
    var result = self
    result.value = try context.add(Reduce(.sum, axes: axes, keepDims: false), [value])
    result.labels = labels.filter { kept.contains($0) }
    return result
  }

  /// The value with its axes in the order of some labels; those it has not got become axes of size 1.
  func ordered(_ order: [Int]) throws -> ValueID {
    let own = order.compactMap { labels.firstIndex(of: $0) }
    return try context.reshape(context.transpose(value, by: own), to: order.map { size($0) })
  }

  /// The product, summed over every label that is not to be kept.
  func times(_ other: EinsumOperand, keeping kept: Set<Int>) throws -> EinsumOperand {
    let a = try summed(keeping: kept.union(other.labels))
    let b = try other.summed(keeping: kept.union(labels))
    let shared = a.labels.filter { b.labels.contains($0) }
    for label in shared where a.size(label) != b.size(label) && a.size(label) != 1 && b.size(label) != 1 {
      throw ImportError(.invalidInputs, "an index has sizes \(a.size(label)) and \(b.size(label))")
    }
    let contracted = shared.filter { !kept.contains($0) }
    let batch = shared.filter { kept.contains($0) }
    let left = a.labels.filter { !shared.contains($0) }
    let right = b.labels.filter { !shared.contains($0) }
    var result = self
    result.labels = batch + left + right
    if contracted.isEmpty {
      let order = batch + left + right
      result.value = try context.binary(.multiply, a.ordered(order), b.ordered(order))
      return result
    }
    result.value = try product(a, b, batch: batch, left: left, right: right, over: contracted)
    return result
  }

  private func product(
    _ a: EinsumOperand, _ b: EinsumOperand, batch: [Int], left: [Int], right: [Int], over summed: [Int]
  ) throws -> ValueID {
    let depths = summed.map { max(a.size($0), b.size($0)) }
    let depth = depths.reduce(1, saturatingProduct)
    let (rows, columns) = (left.map { a.size($0) }, right.map { b.size($0) })
    /// One operand as `[batch…, outer, depth]`.
    func matrix(_ operand: EinsumOperand, _ outer: [Int]) throws -> ValueID {
      let sizes = (batch + outer).map { operand.size($0) }
      let ordered = try operand.ordered(batch + outer + summed)
      let full = try context.broadcast(ordered, to: sizes + depths)
      return try context.reshape(
        full, to: sizes.prefix(batch.count) + [sizes.dropFirst(batch.count).reduce(1, *), depth])
    }
    let (x, y) = (try matrix(a, left), try matrix(b, right))
    let isLayer = batch.isEmpty && context.isConstant(b.value) && context.type(b.value).element.isFloat
    let result: ValueID
    if isLayer {
      result = try context.add(FullyConnected(), [x, y])
    } else {
      let swapped = Array(0..<batch.count) + [batch.count + 1, batch.count]
      result = try context.add(MatMul(), [x, context.transpose(y, by: swapped)])
    }
    let shared = batch.map { max(a.size($0), b.size($0)) }
    return try context.reshape(result, to: shared + rows + columns)
  }
}
