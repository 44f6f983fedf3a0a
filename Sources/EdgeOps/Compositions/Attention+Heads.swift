import EdgeIR
import EdgeONNX
import EdgeSupport

/// The parts of scaled dot product attention, which all its spellings share.
///
/// Heads are `[batch, heads, sequence, size]`. There may be a multiple of the key's heads in the query (grouped
/// queries): head h then reads key head h / (query heads / key heads). The query heads of one key head are the rows of
/// one matrix, so that keys and values are never repeated.
///
/// The nodes are always the same: query times scale, product with the transposed key, then what the spelling does to
/// the scores, softmax, product with the value.
struct AttentionHeads {
  let context: ImportContext
  let query: ValueID
  let key: ValueID
  let value: ValueID

  /// - Throws: `ImportError` unless the heads fit together.
  init(context: ImportContext, query: ValueID, key: ValueID, value: ValueID) throws {
    (self.context, self.query, self.key, self.value) = (context, query, key, value)
    let (q, k, v) = (context.type(query), context.type(key), context.type(value))
    guard q.rank == 4, k.rank == 4, v.rank == 4, q.shape[0] == k.shape[0], q.shape[3] == k.shape[3],
      k.shape.prefix(3) == v.shape.prefix(3), k.shape[1] > 0, q.shape[1] % k.shape[1] == 0
    else {
      throw ImportError(
        .invalidInputs,
        "expected heads [batch,heads,sequence,size] that fit together, got query \(q), key \(k), value \(v)")
    }
  }

  /// `[batch, query heads, query sequence, key sequence]`
  var scoresShape: [Int] {
    Array(context.type(query).shape.prefix(3)) + [context.type(key).shape[2]]
  }

  /// The scale that attention has when nothing else is said: 1 / sqrt(size of a head).
  var defaultScale: Double { 1 / Double(context.type(query).shape[3]).squareRoot() }

  /// query · keyᵀ · scale
  func scores(scale: Double) throws -> ValueID {
    let scaled = try context.binary(.multiply, query, number: scale)
    let transposed = try context.transpose(key, by: [0, 1, 3, 2])
    let product = try context.add(MatMul(), [grouped(scaled), transposed])
    return try context.reshape(product, to: scoresShape)
  }

  /// probabilities · value
  func weighted(_ probabilities: ValueID) throws -> ValueID {
    let element = context.type(value).element
    let product = try context.add(
      MatMul(), [grouped(context.cast(probabilities, to: element)), value])
    return try context.reshape(
      product, to: scoresShape.dropLast() + [context.type(value).shape[3]])
  }

  /// `[batch, query heads, rows, columns]` with the rows of each key head's queries together.
  private func grouped(_ x: ValueID) throws -> ValueID {
    let shape = context.type(x).shape
    let heads = context.type(key).shape[1]
    return try context.reshape(x, to: [shape[0], heads, shape[1] / heads * shape[2], shape[3]])
  }
}

extension ImportContext {
  /// `[batch, sequence, heads * size]` to `[batch, heads, sequence, size]`.
  func splitHeads(_ x: ValueID, into heads: Int) throws -> ValueID {
    let shape = type(x).shape
    guard shape.count == 3, heads > 0, shape[2] % heads == 0 else {
      throw ImportError(
        .invalidInputs, "expected [batch,sequence,hidden] with a multiple of \(heads) heads, got \(type(x))")
    }
    let split = try reshape(x, to: [shape[0], shape[1], heads, shape[2] / heads])
    return try transpose(split, by: [0, 2, 1, 3])
  }

  /// Undoes `splitHeads`.
  func joinHeads(_ x: ValueID) throws -> ValueID {
    let joined = try transpose(x, by: [0, 2, 1, 3])
    let shape = type(joined).shape
    return try reshape(joined, to: [shape[0], shape[1], shape[2] * shape[3]])
  }

  /// Scores with -infinity where `mask` (bool, broadcasts) does not hold.
  func masked(_ scores: ValueID, by mask: ValueID) throws -> ValueID {
    try add(Where(), [mask, scores, scalar(-.infinity, type(scores).element)])
  }

  /// limit * tanh(scores / limit)
  func softcapped(_ scores: ValueID, limit: Double) throws -> ValueID {
    try binary(
      .multiply, unary(.tanh, binary(.divide, scores, number: limit)), number: limit)
  }

  /// Which keys each of `rows` queries may see: those at its own place, counted from `offset`, and before. nil when
  /// that is all of them.
  func causalMask(rows: Int, columns: Int, offset: Int) -> ValueID? {
    guard columns > offset + 1, rows > 0 else { return nil }
    let visible = (0..<rows).flatMap { row in (0..<columns).map { $0 <= row + offset } }
    return constant(Tensor([rows, columns], visible))
  }

  /// Both masks; one alone is itself.
  func both(_ a: ValueID?, _ b: ValueID?) throws -> ValueID? {
    guard let a, let b else { return a ?? b }
    return try add(Logical(.and), [a, b])
  }

  /// For each of `count` places whether it lies before the end that `lengths` `[batch]` says: `[batch, 1, 1, count]`.
  func lengthMask(_ lengths: ValueID, count: Int) throws -> ValueID {
    let places = constant(Tensor([count], (0..<count).map { Int64($0) }))
    let ends = try reshape(
      cast(lengths, to: .int64), to: [type(lengths).elementCount, 1, 1, 1])
    return try add(Compare(.less), [places, ends])
  }
}
