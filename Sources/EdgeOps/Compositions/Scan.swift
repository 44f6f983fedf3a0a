import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// ONNX Scan, a loop over the slices of its scan inputs.
///
/// - 8 with a batch axis before all others, lengths of the sequences, `directions`
/// - 9 `num_scan_inputs`, axes and directions of inputs and outputs; 11 negative axes; later opsets differ in element
///   types only
enum Scan: ONNXImporting {
  static let importers = [
    ONNXImporter("Scan", since: 8) { try scanBatches($0) },
    ONNXImporter("Scan", since: 9) { context in
      let inputs = try context.inputs.indices.map { try context.input($0) }
      let (states, scanned) = try split(context, inputs)
      let ranks = scanned.map { context.type($0).rank }
      let backwards = try directions(context, "scan_input_directions", count: scanned.count)
      let axes = try axes(context, "scan_input_axes", ranks: ranks)
      let sequences = zip(scanned, zip(axes, backwards)).map {
        Sequence(value: $0, axis: $1.0, isBackwards: $1.1)
      }
      let results = try scan(context, states, sequences)
      let stacked = Array(results.dropFirst(states.count))
      let reversed = try directions(context, "scan_output_directions", count: stacked.count)
      let places = try Self.axes(
        context, "scan_output_axes", ranks: stacked.map { context.type($0).rank })
      return try results.prefix(states.count)
        + stacked.indices.map {
          try arrange(context, stacked[$0], axis: places[$0], isReversed: reversed[$0])
        }
    },
  ]

  private struct Sequence {
    let value: ValueID
    let axis: Int
    let isBackwards: Bool
  }

  private static func split(
    _ context: ImportContext, _ inputs: [ValueID]
  ) throws -> (states: [ValueID], scanned: [ValueID]) {
    let count = try context.int("num_scan_inputs", default: 0)
    guard (1...max(1, inputs.count)).contains(count), !inputs.isEmpty else {
      throw context.invalid("num_scan_inputs", "expected 1 to \(inputs.count), got \(count)")
    }
    return (Array(inputs.dropLast(count)), Array(inputs.suffix(count)))
  }

  /// Runs the body once for each slice; the results are stacked along a new first axis.
  private static func scan(
    _ context: ImportContext, _ states: [ValueID], _ sequences: [Sequence], length: Int? = nil
  ) throws -> [ValueID] {
    let body = try context.graph("body")
    let lengths = Set(sequences.map { context.type($0.value).shape[$0.axis] })
    guard let whole = lengths.first, lengths.count == 1 else {
      throw ImportError(.invalidInputs, "expected sequences of one length, got lengths \(lengths.sorted())")
    }
    guard body.outputs.count >= states.count else {
      throw ImportError(
        .invalidInputs, "expected a body with at least \(states.count) outputs, got \(body.outputs.count)")
    }
    let count = length ?? whole
    let loop = CountedLoop(context: context, count: count, states: states, captures: sequences.map(\.value))
    return try loop.add { inner, arguments in
      let slices = try zip(sequences, arguments.captures).map { sequence, value in
        var position = arguments.iteration
        if sequence.isBackwards {
          let last = inner.constant(Tensor(scalar: Int64(count - 1)))
          position = try inner.add(Binary(.subtract), [last, position])
        }
        return try inner.add(Gather(axis: sequence.axis), [value, position])
      }
      let outputs = try inner.inline(body, arguments.states + slices)
      return .init(
        condition: inner.constant(Tensor(scalar: true)), states: Array(outputs.prefix(states.count)),
        stacked: Array(outputs.dropFirst(states.count)))
    }
  }

  /// Brings what was stacked along the first axis into the order and to the axis that the model asks for.
  private static func arrange(
    _ context: ImportContext, _ value: ValueID, axis: Int, isReversed: Bool
  ) throws -> ValueID {
    var value = value
    let shape = context.type(value).shape
    if isReversed, shape[0] > 1 {
      let zeros = shape.dropFirst().map { _ in 0 }
      let ones = shape.dropFirst().map { _ in 1 }
      value = try context.add(
        Slice(starts: [shape[0] - 1] + zeros, steps: [-1] + ones, sizes: shape), [value])
    }
    guard axis > 0 else { return value }
    let permutation = Array(1...axis) + [0] + Array((axis + 1)..<max(axis + 1, shape.count))
    return try context.add(Transpose(permutation: permutation), [value])
  }

  private static func axes(_ context: ImportContext, _ name: String, ranks: [Int]) throws -> [Int] {
    let given = try context.ints(name) ?? ranks.map { _ in 0 }
    guard given.count == ranks.count else {
      throw context.invalid(name, "expected \(ranks.count) axes, got \(given.count)")
    }
    return try zip(given, ranks).map { try context.normalizeAxis($0, rank: $1) }
  }

  private static func directions(_ context: ImportContext, _ name: String, count: Int) throws -> [Bool] {
    let given = try context.ints(name) ?? Array(repeating: 0, count: count)
    guard given.count == count, given.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      throw context.invalid(name, "expected \(count) numbers, each 0 or 1, got \(given)")
    }
    return given.map { $0 == 1 }
  }

  // Opset 8

  /// Scans every sequence of the batch by itself. Results beyond a sequence's length are zero.
  private static func scanBatches(_ context: ImportContext) throws -> [ValueID] {
    let lengths = try context.optionalIntegersInput(0, "lengths of sequences")
    let inputs = try context.inputs.indices.dropFirst().map { try context.input($0) }
    let (states, scanned) = try split(context, inputs)
    let types = inputs.map(context.type)
    guard let batch = types.first?.shape.first, batch > 0, types.allSatisfy({ $0.shape.first == batch }),
      scanned.allSatisfy({ context.type($0).rank > 1 })
    else {
      throw ImportError(.invalidInputs, "expected inputs with one leading batch axis, got \(types)")
    }
    let whole = context.type(scanned[0]).shape[1]
    if let lengths, lengths.count != batch || !lengths.allSatisfy((0...whole).contains) {
      throw ImportError(.invalidInputs, "expected \(batch) lengths of up to \(whole), got \(lengths)")
    }
    let backwards = try directions(context, "directions", count: scanned.count)
    var results: [[ValueID]] = []
    for entry in 0..<batch {
      let own = try inputs.map { try Self.entry(context, entry, of: $0) }
      let sequences = zip(own.suffix(scanned.count), backwards).map {
        Sequence(value: $0, axis: 0, isBackwards: $1)
      }
      let length = lengths?[entry] ?? whole
      let values = try scan(context, Array(own.prefix(states.count)), sequences, length: length)
      results.append(
        try values.enumerated().map { index, value in
          index < states.count ? value : try padded(context, value, to: whole)
        })
    }
    return try (results.first ?? []).indices.map { index in try context.stack(results.map { $0[index] }) }
  }

  private static func entry(_ context: ImportContext, _ index: Int, of value: ValueID) throws -> ValueID {
    let position = context.constant(Tensor(scalar: Int64(index)))
    return try context.add(Gather(axis: 0), [value, position])
  }

  private static func padded(_ context: ImportContext, _ value: ValueID, to length: Int) throws -> ValueID {
    let type = context.type(value)
    guard type.shape[0] < length else { return value }
    let missing = type.with(shape: [length - type.shape[0]] + type.shape.dropFirst())
    guard missing.fits(limitInBytes: tensorLimitInBytes) else {
      throw ImportError(.sizeLimitExceeded, "a result of shape \(missing.shape) is too large")
    }
    let zeros = Tensor(missing, storage: TensorStorage(zeroed: missing.sizeInBytes))
    return try context.add(Concat(axis: 0), [value, context.constant(zeros)])
  }
}
