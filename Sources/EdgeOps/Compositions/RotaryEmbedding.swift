import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX RotaryEmbedding, since 23: pairs of elements of each head turned by angles whose cosines and sines are given.
///
/// Heads are `[batch, heads, sequence, size]`, or `[batch, sequence, heads * size]`. Pairs are neighbours when
/// interleaved, else an element of the first half and one of the second.
enum RotaryEmbedding: ONNXImporting {
  static let importers = [
    ONNXImporter("RotaryEmbedding", since: 23) { context in
      let x = try context.input(0)
      var angles = (cosines: try context.input(1), sines: try context.input(2))
      if let positions = context.optionalInput(3) {
        angles.cosines = try context.add(Gather(axis: 0), [angles.cosines, positions])
        angles.sines = try context.add(Gather(axis: 0), [angles.sines, positions])
      }
      let heads = try context.int("num_heads", default: 0)
      return [try turned(context, x, cosines: angles.cosines, sines: angles.sines, heads: heads)]
    }
  ]

  /// x turned by the angles of each place, `[batch, sequence, pairs]`, as the node's attributes say. An x of rank 3 is
  /// cut into `heads`.
  static func turned(
    _ context: ImportContext, _ x: ValueID, cosines: ValueID, sines: ValueID, heads count: Int
  ) throws -> ValueID {
    let shape = context.type(x).shape
    var heads = x
    if shape.count == 3 {
      guard count > 0, shape[2] % count == 0 else {
        throw context.invalid("num_heads", "expected a divisor of the last axis of \(context.type(x))")
      }
      heads = try context.reshape(x, to: [shape[0], shape[1], count, shape[2] / count])
    }
    guard shape.count == 3 || shape.count == 4 else {
      throw ImportError(.invalidInputs, "expected x of rank 3 or 4, got \(context.type(x))")
    }
    let size = context.type(heads).shape[3]
    let declared = try context.int("rotary_embedding_dim", default: 0)
    let turning = declared == 0 ? size : declared
    guard turning > 0, turning <= size, turning % 2 == 0 else {
      throw context.invalid("rotary_embedding_dim", "expected an even number up to \(size), got \(turning)")
    }
    let sequence = shape.count == 3 ? shape[1] : shape[2]
    let angles = try [cosines, sines].map { value in
      let expected = [shape[0], sequence, turning / 2]
      guard broadcastShape(context.type(value).shape, expected) == expected else {
        throw ImportError(
          .invalidInputs, "expected cosines and sines \(expected), got \(context.type(value))")
      }
      var columns = [1, 1, 1] + context.type(value).shape
      columns = Array(columns.suffix(3))
      columns.insert(1, at: shape.count == 3 ? 2 : 1)
      return try context.reshape(value, to: columns)
    }
    let pairs = HeadPairs(
      context: context, heads: heads, count: turning / 2, isInterleaved: try context.flag("interleaved"))
    let first = try pairs.taken(0)
    let second = try pairs.taken(1)
    let real = try context.binary(
      .subtract, context.binary(.multiply, angles[0], first),
      context.binary(.multiply, angles[1], second))
    let imaginary = try context.binary(
      .add, context.binary(.multiply, angles[1], first),
      context.binary(.multiply, angles[0], second))
    return try context.reshape(pairs.joined(real, imaginary), to: shape)
  }
}

/// The leading `2 * count` elements of each head as pairs.
private struct HeadPairs {
  let context: ImportContext
  let heads: ValueID
  let count: Int
  let isInterleaved: Bool

  private var shape: [Int] { context.type(heads).shape }

  /// The first or second element of every pair.
  func taken(_ position: Int) throws -> ValueID {
    try slice(from: isInterleaved ? position : position * count, step: isInterleaved ? 2 : 1, count)
  }

  /// Undoes `taken` and appends the elements that are in no pair.
  func joined(_ first: ValueID, _ second: ValueID) throws -> ValueID {
    var pairs: ValueID
    if isInterleaved {
      let column = Array(shape.dropLast()) + [count, 1]
      let columns = try [first, second].map { try context.reshape($0, to: column) }
      pairs = try context.reshape(
        context.concatenated(columns, axis: 4), to: Array(shape.dropLast()) + [2 * count])
    } else {
      pairs = try context.concatenated([first, second], axis: 3)
    }
    let rest = shape[3] - 2 * count
    if rest > 0 {
      pairs = try context.concatenated([pairs, slice(from: 2 * count, step: 1, rest)], axis: 3)
    }
    return pairs
  }

  private func slice(from start: Int, step: Int, _ size: Int) throws -> ValueID {
    try context.add(
      Slice(starts: [0, 0, 0, start], steps: [1, 1, 1, step], sizes: shape.dropLast() + [size]), [heads])
  }
}
