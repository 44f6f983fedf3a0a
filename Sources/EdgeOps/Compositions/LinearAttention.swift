import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX LinearAttention, since 27: a state matrix for each head that takes in one key and value after the other.
///
/// `chunk_size` is a hint without effect. The steps are written out one by one; float16 is computed in float32.
enum LinearAttention: ONNXImporting {
  static let importers = [
    ONNXImporter("LinearAttention", since: 27) { try LinearAttentionSteps(context: $0).outputs() }
  ]
}

private struct LinearAttentionSteps {
  let context: ImportContext
  let element: ElementType
  let batch: Int
  let length: Int
  let heads: Int
  let groups: Int
  /// `[batch, heads, length, …]`
  let query: ValueID
  let key: ValueID
  let value: ValueID
  let decay: ValueID?
  let beta: ValueID?

  /// More steps than this would make a program of unreasonable size.
  private static let limit = 512

  init(context: ImportContext) throws {
    self.context = context
    guard let queries = try context.int("q_num_heads"), let heads = try context.int("kv_num_heads"),
      heads > 0,
      queries > 0, queries % heads == 0
    else {
      throw context.invalid("q_num_heads", "expected a positive multiple of kv_num_heads")
    }
    let rule = try context.choice(
      "update_rule", of: ["linear", "gated", "delta", "gated_delta"], default: "gated_delta")
    let (decays, corrects) = (rule.hasPrefix("gated"), rule.hasSuffix("delta"))
    let gates = (decay: context.optionalInput(4), beta: context.optionalInput(5))
    guard (gates.decay != nil) == decays, (gates.beta != nil) == corrects else {
      throw ImportError(
        .invalidInputs,
        "update rule '\(rule)' expects \(decays ? "a" : "no") decay and \(corrects ? "a" : "no") beta")
    }
    element = try context.type(context.input(0)).element
    func split(_ value: ValueID, _ heads: Int) throws -> ValueID {
      try context.splitHeads(context.cast(value, to: .float32), into: heads)
    }
    query = try split(context.input(0), queries)
    key = try split(context.input(1), heads)
    value = try split(context.input(2), heads)
    decay = try gates.decay.map { try split($0, heads) }
    beta = try gates.beta.map { try split($0, context.type($0).shape.last == 1 ? 1 : heads) }
    let shape = context.type(key).shape
    (self.heads, groups, batch, length) = (heads, queries / heads, shape[0], shape[2])
    guard length <= Self.limit else {
      throw ImportError(
        .invalidInputs, "a sequence of \(length) steps is longer than \(Self.limit)",
        hint: "give a shorter sequence with --input-shape and pass the state on")
    }
    guard context.type(query).shape == [batch, queries, length, shape[3]],
      context.type(value).shape.prefix(3) == shape.prefix(3),
      decay.map({ broadcastShape(context.type($0).shape, shape) == shape }) ?? true,
      beta.map({ broadcastShape(context.type($0).shape, shape) == shape && context.type($0).shape[3] == 1 })
        ?? true
    else {
      throw ImportError(.invalidInputs, "query, key, value, decay and beta do not fit together")
    }
  }

  func outputs() throws -> [ValueID] {
    let (rows, columns) = (context.type(key).shape[3], context.type(value).shape[3])
    let (past, kind) = (context.optionalInput(3), [batch, heads, rows, columns])
    guard past.map({ context.type($0).shape == kind }) ?? true else {
      throw ImportError(.invalidInputs, "expected a past state of shape \(kind)")
    }
    let declared = Double(try context.float("scale", default: 0))
    let scale = declared == 0 ? 1 / Double(rows).squareRoot() : declared
    var state =
      try past.map { try context.cast($0, to: .float32) }
      ?? context.broadcast(context.scalar(0, .float32), to: kind)
    var results: [ValueID] = []
    for step in 0..<length {
      state = try updated(state, step)
      // One head's queries are the rows of a matrix.
      let size = [batch, heads, groups, rows]
      let queries = try context.reshape(taken(query, step), to: size)
      let product = try context.add(MatMul(), [queries, state])
      results.append(try context.reshape(product, to: [batch, heads * groups, 1, columns]))
    }
    let output =
      results.isEmpty
      ? try context.broadcast(context.scalar(0, .float32), to: [batch, heads * groups, 0, columns])
      : try context.concatenated(results, axis: 2)
    let scaled = try context.binary(.multiply, context.joinHeads(output), number: scale)
    let stateElement = past.map { context.type($0).element } ?? element
    return [try context.cast(scaled, to: element), try context.cast(state, to: stateElement)]
  }

  /// The state after one more key and value.
  private func updated(_ state: ValueID, _ step: Int) throws -> ValueID {
    let row = try taken(key, step)
    let column = try context.transpose(row, by: [0, 1, 3, 2])
    var kept = state
    if let decay {
      let factor = try context.unary(.exp, taken(decay, step))
      kept = try context.binary(.multiply, state, context.transpose(factor, by: [0, 1, 3, 2]))
    }
    var added = try taken(value, step)
    if let beta {
      let known = try context.add(MatMul(), [row, kept])
      added = try context.binary(
        .multiply, taken(beta, step), context.binary(.subtract, added, known))
    }
    return try context.binary(.add, kept, context.binary(.multiply, column, added))
  }

  /// One step's part: `[batch, heads, 1, size]`.
  private func taken(_ value: ValueID, _ step: Int) throws -> ValueID {
    var sizes = context.type(value).shape
    sizes[2] = 1
    return try context.add(
      Slice(starts: [0, 0, step, 0], steps: [1, 1, 1, 1], sizes: sizes), [value])
  }
}
