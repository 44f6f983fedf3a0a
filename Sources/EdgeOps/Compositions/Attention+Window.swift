import EdgeIR
import EdgeONNX

/// How far from its own place a query of an attention sees keys; nil is without bound.
struct AttentionWindow {
  let left: Int?
  let right: Int?

  var isUnbounded: Bool { left == nil && right == nil }

  /// Whether a key so far to the right of a query is seen.
  func contains(_ distance: Int) -> Bool {
    (left.map { distance >= -$0 } ?? true) && (right.map { distance <= $0 } ?? true)
  }
}

extension ImportContext {
  /// Which keys each of `rows` queries may see when the first is at the place `offset`. nil when that is all of them.
  func bandMask(_ rows: Int, _ columns: Int, offset: Int, _ window: AttentionWindow) -> ValueID? {
    let visible = (0..<rows).flatMap { row in
      (0..<columns).map { window.contains($0 - row - offset) }
    }
    return visible.allSatisfy { $0 } ? nil : constant(Tensor([rows, columns], visible))
  }

  /// How far each key is to the right of each query, `[batch, 1, rows, columns]`, when the last query is at the last of
  /// the valid keys, `[batch]`.
  func distances(rows: Int, columns: Int, validKeys: ValueID) throws -> ValueID {
    let fixed = (0..<rows).flatMap { row in (0..<columns).map { Int64($0 - row + rows) } }
    let ends = try reshape(cast(validKeys, to: .int64), to: [type(validKeys).elementCount, 1, 1, 1])
    return try binary(.subtract, constant(Tensor([rows, columns], fixed)), ends)
  }

  /// As `AttentionWindow.contains`, for computed distances.
  func within(_ window: AttentionWindow, _ distances: ValueID) throws -> ValueID? {
    func bound(_ distance: Int) -> ValueID { constant(Tensor(scalar: Int64(clamping: distance))) }
    let left = try window.left.map { try add(Compare(.greaterOrEqual), [distances, bound(-$0)]) }
    let right = try window.right.map { try add(Compare(.lessOrEqual), [distances, bound($0)]) }
    return try both(left, right)
  }

  /// Probabilities with zeros in the rows whose scores are all -infinity.
  func zeroed(_ probabilities: ValueID, whereHidden scores: ValueID) throws -> ValueID {
    let element = type(scores).element
    let isHidden = try add(Compare(.equal), [scores, scalar(-.infinity, element)])
    let areAllHidden = try add(Reduce(.min, axes: [3], keepDims: true), [isHidden])
    return try add(Where(), [areAllHidden, scalar(0, type(probabilities).element), probabilities])
  }
}
