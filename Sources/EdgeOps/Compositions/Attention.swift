import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// ONNX Attention.
///
/// - 23 is_causal, masks, softcap, past and present keys and values
/// - 24 `nonpad_kv_seqlen`; masks may be shorter than the keys
/// - 25 windows to the left and right of a query's place
///
/// Bool masks choose between scores and -infinity, float masks are added. Places count from the end of the past, or,
/// where the keys are a cache of which `nonpad_kv_seqlen` are valid, so that the last query is at the last valid key. A
/// query that sees no key has probabilities and a result of zero.
enum Attention: ONNXImporting {
  static let importers = [
    ONNXImporter("Attention", since: 23) { try importAttention($0, padsMasks: false) },
    ONNXImporter("Attention", since: 24) { try importAttention($0, padsMasks: true) },
  ]

  private static func importAttention(_ context: ImportContext, padsMasks: Bool) throws -> [ValueID] {
    let rank = try context.type(context.input(0)).rank
    let heads = try heads(context)
    let pastLength = context.optionalInput(4).map { context.type($0).shape.dropFirst(2).first ?? 0 } ?? 0
    let scale = try context.float("scale").map(Double.init) ?? heads.defaultScale

    let products = try heads.scores(scale: scale)
    let softcap = Double(try context.float("softcap", default: 0))
    let capped = softcap > 0 ? try context.softcapped(products, limit: softcap) : products
    let mask = try AttentionMask(context, scores: heads.scoresShape, padsMasks: padsMasks, past: pastLength)
    let biased = try mask.applied(to: capped)
    let element = context.type(heads.query).element
    let wide = try context.cast(biased, to: context.softmaxElement(default: element))
    let softmax = try context.add(Softmax(axis: 3), [wide])
    let guarded = mask.mayHideEverything ? try context.zeroed(softmax, whereHidden: wide) : softmax
    let probabilities = try context.cast(guarded, to: element)

    let y = try context.cast(heads.weighted(probabilities), to: element)
    let stages = [products, capped, biased, probabilities]
    let mode = try context.int("qk_matmul_output_mode", default: 0)
    guard stages.indices.contains(mode) else {
      throw context.invalid("qk_matmul_output_mode", "expected 0 to 3, got \(mode)")
    }
    return [rank == 3 ? try context.joinHeads(y) : y, heads.key, heads.value, stages[mode]]
  }

  /// Query, and the present key and value: the past ones followed by the node's own.
  private static func heads(_ context: ImportContext) throws -> AttentionHeads {
    let own = try (0..<3).map { try context.input($0) }
    let ranks = own.map { context.type($0).rank }
    guard ranks == [3, 3, 3] || ranks == [4, 4, 4] else {
      throw ImportError(
        .invalidInputs, "expected query, key and value all of rank 3 or all of rank 4, got ranks \(ranks)")
    }
    var split = own
    if ranks[0] == 3 {
      let (queries, keys) = (try context.int("q_num_heads"), try context.int("kv_num_heads"))
      guard let queries, let keys else {
        throw context.invalid("q_num_heads, kv_num_heads", "are required with inputs of rank 3")
      }
      split = try zip(own, [queries, keys, keys]).map { try context.splitHeads($0, into: $1) }
    }
    let past = (context.optionalInput(4), context.optionalInput(5))
    guard (past.0 == nil) == (past.1 == nil) else {
      throw ImportError(.invalidInputs, "expected past_key and past_value together")
    }
    if let pastKey = past.0, let pastValue = past.1 {
      split[1] = try context.add(Concat(axis: 2), [pastKey, split[1]])
      split[2] = try context.add(Concat(axis: 2), [pastValue, split[2]])
    }
    return try AttentionHeads(context: context, query: split[0], key: split[1], value: split[2])
  }
}

/// Everything that keeps queries of an ONNX Attention from seeing keys.
private struct AttentionMask {
  let context: ImportContext
  /// Numbers that are added to the scores.
  var bias: ValueID?
  /// Which scores count.
  var visible: ValueID?
  /// Whether there may be queries that see no key.
  private(set) var mayHideEverything = false

  init(_ context: ImportContext, scores: [Int], padsMasks: Bool, past: Int) throws {
    self.context = context
    if let mask = context.optionalInput(3) {
      let padded = padsMasks ? try Self.padded(context, mask, to: scores[3]) : mask
      let type = context.type(padded)
      guard broadcastShape(type.shape, scores) == scores, type.element == .bool || type.element.isFloat
      else {
        throw ImportError(
          .invalidInputs, "expected a mask of bools or floats that broadcasts to \(scores), got \(type)",
          hint: "cast a mask of integers to bool in the model")
      }
      if type.element == .bool { visible = padded } else { bias = padded }
    }
    let rows = scores[2]
    let columns = scores[3]
    let lengths = padsMasks ? context.optionalInput(6) : nil
    if let lengths, context.type(lengths).shape != [scores[0]] {
      throw ImportError(
        .invalidInputs, "expected nonpad_kv_seqlen [\(scores[0])], got \(context.type(lengths))")
    }
    let window = try Self.window(context)
    if let lengths, context.optionalInput(4) == nil, !window.isUnbounded {
      let places = try context.distances(rows: rows, columns: columns, validKeys: lengths)
      visible = try context.both(visible, context.within(window, places))
    } else {
      visible = try context.both(visible, context.bandMask(rows, columns, offset: past, window))
    }
    if let lengths { visible = try context.both(visible, context.lengthMask(lengths, count: columns)) }
    let isCausalOnly = bias == nil && lengths == nil && context.optionalInput(3) == nil && window.left == nil
    mayHideEverything = !isCausalOnly && (bias != nil || visible != nil)
  }

  /// The keys that a query may see, relative to its own place.
  private static func window(_ context: ImportContext) throws -> AttentionWindow {
    func bound(_ name: String) throws -> Int? {
      let size = try context.int(name, default: -1)
      guard size >= -1 else { throw context.invalid(name, "expected -1 or more, got \(size)") }
      return size < 0 ? nil : size
    }
    let right = try bound("right_window_size")
    return AttentionWindow(
      left: try bound("left_window_size"), right: try context.flag("is_causal") ? 0 : right)
  }

  func applied(to scores: ValueID) throws -> ValueID {
    var result = scores
    if let bias {
      result = try context.binary(.add, result, context.cast(bias, to: context.type(scores).element))
    }
    return try visible.map { try context.masked(result, by: $0) } ?? result
  }

  /// What lies beyond a short mask is not seen.
  private static func padded(
    _ context: ImportContext, _ mask: ValueID, to count: Int
  ) throws -> ValueID {
    let type = context.type(mask)
    guard let last = type.shape.last, last < count, last > 1 || count == 1 else { return mask }
    var ends = Array(repeating: 0, count: type.rank)
    ends[type.rank - 1] = count - last
    let pad = Pad(.constant, begins: Array(repeating: 0, count: type.rank), ends: ends)
    if type.element == .bool { return try context.add(pad, [mask]) }
    return try context.add(pad, [mask, context.scalar(-.infinity, type.element)])
  }
}

extension ImportContext {
  /// The `softmax_precision` attribute as an element type.
  func softmaxElement(default fallback: ElementType) throws -> ElementType {
    guard let code = try int("softmax_precision") else { return fallback }
    let type = Int32(exactly: code).map { ONNXElementType(rawValue: $0) }
    guard let element = type.flatMap({ ElementType(onnx: $0) }), element.isFloat else {
      throw invalid("softmax_precision", "expected float16, float32 or float64, got type \(code)")
    }
    return element
  }
}
