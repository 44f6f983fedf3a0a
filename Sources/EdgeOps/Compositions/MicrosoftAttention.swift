import EdgeIR
import EdgeONNX
import EdgeSupport

/// Attention of ONNX Runtime's own domain, since 1.
///
/// - Attention: one matrix makes query, key and value
/// - MultiHeadAttention: they are given, each on its own or packed
/// - RotaryEmbedding: as ONNX's, by positions
///
/// Masks of ones and zeros add `mask_filter_value` to the scores of what they hide.
enum MicrosoftAttention: ONNXImporting {
  static let importers = [
    ONNXImporter("Attention", since: 1, domain: microsoftDomain) { try importAttention($0) },
    ONNXImporter("MultiHeadAttention", since: 1, domain: microsoftDomain) { try importMultiHead($0) },
    ONNXImporter("RotaryEmbedding", since: 1, domain: microsoftDomain) { [try importRotary($0)] },
  ]

  private static func importAttention(_ context: ImportContext) throws -> [ValueID] {
    for name in ["do_rotary", "past_present_share_buffer"] where try context.flag(name) {
      throw context.invalid(name, "is not supported")
    }
    let (x, weights) = (try context.input(0), try context.input(1))
    let bias = context.optionalInput(2)
    let (mask, past) = (context.optionalInput(3), context.optionalInput(4))
    let added = context.optionalInput(5)
    let count = try headCount(context)
    var product = try context.matrixProduct(x, weights)
    if let bias { product = try context.binary(.add, product, bias) }
    let width = context.type(product).shape.last ?? 0
    let sizes = try context.ints("qkv_hidden_sizes") ?? Array(repeating: width / 3, count: 3)
    guard sizes.count == 3, sizes.allSatisfy({ $0 > 0 && $0 <= width }), sizes.reduce(0, +) == width else {
      throw context.invalid("qkv_hidden_sizes", "expected three sizes that add up to \(width), got \(sizes)")
    }
    var parts = try [0, sizes[0], sizes[0] + sizes[1]].enumerated().map { index, start in
      try context.splitHeads(
        context.sliced(product, axis: 2, from: start, count: sizes[index]), into: count)
    }
    var pastLength = 0
    if let past {
      guard context.type(past).rank == 5, context.type(past).shape[0] == 2 else {
        throw ImportError(
          .invalidInputs, "expected past [2,batch,heads,sequence,size], got \(context.type(past))")
      }
      pastLength = context.type(past).shape[3]
      for index in 0..<2 {
        let old = try context.taken(past, axis: 0, at: index)
        parts[index + 1] = try context.concatenated([old, parts[index + 1]], axis: 2)
      }
    }
    let heads = try AttentionHeads(context: context, query: parts[0], key: parts[1], value: parts[2])
    let y = try attended(heads, mask: mask, bias: added, past: pastLength)
    guard context.outputCount > 1 else { return [y] }
    let present = try [heads.key, heads.value].map {
      try context.reshape($0, to: [1] + context.type($0).shape)
    }
    return [y, try context.concatenated(present, axis: 0)]
  }

  private static func importMultiHead(_ context: ImportContext) throws -> [ValueID] {
    let count = try headCount(context)
    var parts = try multiHeadParts(context, count)
    let (mask, added) = (context.optionalInput(4), context.optionalInput(5))
    let past = (key: context.optionalInput(6), value: context.optionalInput(7))
    guard (past.key == nil) == (past.value == nil) else {
      throw ImportError(.invalidInputs, "expected past_key and past_value together")
    }
    guard context.optionalInput(8) == nil, context.optionalInput(9) == nil else {
      throw ImportError(
        .invalidInputs, "past and present in one buffer are not supported",
        hint: "export the model with a past of its own")
    }
    var pastLength = 0
    if let key = past.key, let value = past.value {
      pastLength = context.type(key).shape.dropFirst(2).first ?? 0
      parts[1] = try context.concatenated([key, parts[1]], axis: 2)
      parts[2] = try context.concatenated([value, parts[2]], axis: 2)
    }
    let heads = try AttentionHeads(context: context, query: parts[0], key: parts[1], value: parts[2])
    return [try attended(heads, mask: mask, bias: added, past: pastLength), heads.key, heads.value]
  }

  /// Query, key and value as heads: from three inputs, or packed `[batch, sequence, heads, 3 or 2, size]`.
  private static func multiHeadParts(_ context: ImportContext, _ count: Int) throws -> [ValueID] {
    let given = (try context.input(0), context.optionalInput(1), context.optionalInput(2))
    var parts: [ValueID] = []
    func unpack(_ packed: ValueID, _ parts: Int) throws -> [ValueID] {
      let shape = context.type(packed).shape
      guard shape.count == 5, shape[2] == count, shape[3] == parts else {
        throw ImportError(
          .invalidInputs,
          "expected packed [batch,sequence,\(count),\(parts),size], got \(context.type(packed))")
      }
      return try (0..<parts).map { index in
        let part = try context.taken(packed, axis: 3, at: index)
        return try context.reshape(part, to: [shape[0], shape[1], shape[2] * shape[4]])
      }
    }
    switch (given.1, given.2) {
    case (let key?, let value?): parts = [given.0, key, value]
    case (let packed?, nil): parts = try [given.0] + unpack(packed, 2)
    case (nil, nil): parts = try unpack(given.0, 3)
    case (nil, _?): throw ImportError(.invalidInputs, "expected a key with the value")
    }
    let bias = context.optionalInput(3)
    var start = 0
    return try parts.map { part in
      // Keys and values that another layer made come as heads already and have no bias.
      if context.type(part).rank == 4 { return part }
      var biased = part
      if let bias {
        let size = context.type(part).shape.last ?? 0
        biased = try context.binary(
          .add, part, context.sliced(bias, axis: 0, from: start, count: size))
        start += size
      }
      return try context.splitHeads(biased, into: count)
    }
  }

  private static func importRotary(_ context: ImportContext) throws -> ValueID {
    guard try !context.flag("is_packed_batching"), try context.float("scale", default: 1) == 1 else {
      throw context.invalid("is_packed_batching, scale", "are not supported")
    }
    let x = try context.input(0)
    let shape = context.type(x).shape
    guard shape.count == 3 || shape.count == 4 else {
      throw ImportError(.invalidInputs, "expected x of rank 3 or 4, got \(context.type(x))")
    }
    let length = shape.count == 3 ? shape[1] : shape[2]
    var places = try context.input(1)
    if context.type(places).elementCount == 1 {
      let offsets = context.constant(Tensor([1, length], (0..<length).map { Int64($0) }))
      places = try context.binary(.add, context.reshape(places, to: [1, 1]), offsets)
    }
    let angles = try [2, 3].map { try context.add(Gather(axis: 0), [context.input($0), places]) }
    let pairs = context.type(angles[0]).shape.last ?? 0
    var heads = try context.int("num_heads", default: 0)
    if heads == 0, pairs > 0, shape.count == 3 { heads = shape[2] / (2 * pairs) }
    return try RotaryEmbedding.turned(
      context, x, cosines: angles[0], sines: angles[1], heads: heads)
  }

  private static func headCount(_ context: ImportContext) throws -> Int {
    guard let count = try context.int("num_heads"), count > 0 else {
      throw context.invalid("num_heads", "expected a positive number")
    }
    return count
  }

  /// The attended values as `[batch, sequence, hidden]`.
  private static func attended(
    _ heads: AttentionHeads, mask: ValueID?, bias: ValueID?, past: Int
  ) throws -> ValueID {
    let (context, shape) = (heads.context, heads.scoresShape)
    let scale = Double(try context.float("scale", default: 0))
    var scores = try heads.scores(scale: scale == 0 ? heads.defaultScale : scale)
    if let bias { scores = try context.binary(.add, scores, bias) }
    if let mask {
      let element = context.type(scores).element
      let filter = Double(try context.float("mask_filter_value", default: -10000))
      let visible = try visible(context, mask, shape)
      let hidden = try context.add(
        Where(), [visible, context.scalar(0, element), context.scalar(filter, element)])
      scores = try context.binary(.add, scores, hidden)
    }
    if try context.flag("unidirectional"),
      let causal = context.causalMask(rows: shape[2], columns: shape[3], offset: past)
    {
      scores = try context.masked(scores, by: causal)
    }
    guard context.type(scores).shape == shape else {
      throw ImportError(.invalidInputs, "the mask or bias does not broadcast to scores \(shape)")
    }
    return try context.joinHeads(heads.weighted(context.add(Softmax(axis: 3), [scores])))
  }

  /// What a mask leaves visible, in a shape that broadcasts to the scores: ones for keys, ones for queries and keys,
  /// the number of keys, or their end and start.
  private static func visible(
    _ context: ImportContext, _ mask: ValueID, _ scores: [Int]
  ) throws -> ValueID {
    let (batch, rows, columns) = (scores[0], scores[2], scores[3])
    switch context.type(mask).shape {
    case [batch]: return try context.lengthMask(mask, count: columns)
    case [2 * batch]:
      let ends = try context.sliced(mask, axis: 0, from: 0, count: batch)
      let starts = try context.sliced(mask, axis: 0, from: batch, count: batch)
      let skipped = try context.lengthMask(starts, count: columns)
      let shown = try context.lengthMask(ends, count: columns)
      return try context.add(Logical(.and), [shown, context.add(Not(), [skipped])])
    case [batch, columns]:
      return try context.reshape(positive(context, mask), to: [batch, 1, 1, columns])
    case [batch, rows, columns]:
      return try context.reshape(positive(context, mask), to: [batch, 1, rows, columns])
    case let other:
      throw ImportError(
        .invalidInputs, "a mask of shape \(other) is not supported for scores \(scores)",
        hint: "give the mask as [batch,keys] or [batch,queries,keys]")
    }
  }

  private static func positive(_ context: ImportContext, _ mask: ValueID) throws -> ValueID {
    try context.add(Compare(.greater), [mask, context.scalar(0, context.type(mask).element)])
  }
}

extension ImportContext {
  /// `count` neighbouring slices along an axis.
  func sliced(_ x: ValueID, axis: Int, from start: Int, count: Int) throws -> ValueID {
    var sizes = type(x).shape
    guard sizes.indices.contains(axis), start >= 0, count >= 0, start <= sizes[axis] - count else {
      throw ImportError(.invalidInputs, "expected \(count) slices from \(start) on in \(type(x))")
    }
    if sizes[axis] == count { return x }
    sizes[axis] = count
    var starts = Array(repeating: 0, count: sizes.count)
    starts[axis] = start
    let steps = Array(repeating: 1, count: sizes.count)
    return try add(Slice(starts: starts, steps: steps, sizes: sizes), [x])
  }

  /// One slice along an axis, without that axis.
  func taken(_ x: ValueID, axis: Int, at position: Int) throws -> ValueID {
    let slice = try sliced(x, axis: axis, from: position, count: 1)
    var shape = type(slice).shape
    shape.remove(at: axis)
    return try reshape(slice, to: shape)
  }
}
