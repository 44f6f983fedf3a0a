import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX normalisations by statistics over axes that need not be the last.
///
/// - InstanceNormalization: 1 a legacy attribute without effect, 6, 22 element types
/// - GroupNormalization: 18 scale and bias for each group; 21 for each channel, `stash_type`
/// - MeanVarianceNormalization: 1 `across_channels` and `normalize_variance`; 9 `axes`; 13 element types
/// - LpNormalization: 1, 22 element types
///
/// Spelled with reductions, which run in whatever layout is cheapest.
enum Normalizations: ONNXImporting {
  static let importers = [
    ONNXImporter("InstanceNormalization", since: 1) { context in
      [try normalizedGroups(context, context.input(0), each: 1, isPerGroup: false)]
    },
    ONNXImporter("GroupNormalization", since: 18) { [try groupNormalized($0, isPerGroup: true)] },
    ONNXImporter("GroupNormalization", since: 21) { [try groupNormalized($0, isPerGroup: false)] },
    ONNXImporter("MeanVarianceNormalization", since: 1) { context in
      let first = try context.flag("across_channels") ? 1 : 2
      let rank = try context.type(context.input(0)).rank
      let scales = try context.flag("normalize_variance", default: true)
      return [try standardized(context, axes: Array(min(first, rank)..<rank), scales: scales)]
    },
    ONNXImporter("MeanVarianceNormalization", since: 9) { context in
      let rank = try context.type(context.input(0)).rank
      let axes = try context.normalizeAxes(context.ints("axes") ?? [0, 2, 3], rank: rank).sorted()
      return [try standardized(context, axes: axes, scales: true)]
    },
    ONNXImporter("LpNormalization", since: 1) { [try dividedByNorm($0)] },
  ]

  private static func groupNormalized(_ context: ImportContext, isPerGroup: Bool) throws -> ValueID {
    let x = try context.input(0)
    let type = context.type(x)
    guard let groups = try context.int("num_groups"), groups > 0, type.rank >= 2,
      type.shape[1] % groups == 0
    else {
      throw context.invalid("num_groups", "expected a divisor of the number of channels of \(type)")
    }
    let stash = try context.stashElement()
    let wide = stash.sizeInBytes > type.element.sizeInBytes ? try context.cast(x, to: stash) : x
    return try normalizedGroups(context, wide, each: type.shape[1] / groups, isPerGroup: isPerGroup)
  }

  /// Normalises every group of `size` channels of x `[N, C, …]`; scale and bias hold one number for each channel or
  /// each group and decide the result's element type.
  private static func normalizedGroups(
    _ context: ImportContext, _ x: ValueID, each size: Int, isPerGroup: Bool
  ) throws -> ValueID {
    let shape = context.type(x).shape
    guard shape.count >= 2 else {
      throw ImportError(.invalidInputs, "expected x [N,C,…], got \(context.type(x))")
    }
    let groups = shape[1] / max(size, 1)
    let (scale, bias) = (try context.input(1), try context.input(2))
    let count = isPerGroup ? groups : shape[1]
    for parameter in [scale, bias] where context.type(parameter).shape != [count] {
      throw ImportError(
        .invalidInputs, "expected parameters of shape [\(count)], got \(context.type(parameter))")
    }
    let grouped = size == 1 ? x : try context.reshape(x, to: [shape[0], groups, size] + shape[2...])
    let rank = context.type(grouped).rank
    let epsilon = Double(try context.float("epsilon", default: 1e-5))
    let (centred, variance) = try moments(context, grouped, axes: Array(2..<rank))
    let deviation = try context.unary(.sqrt, context.binary(.add, variance, number: epsilon))
    let normalized = try context.binary(.divide, centred, deviation)
    let ones = Array(repeating: 1, count: rank - 2)
    let column = isPerGroup || size == 1 ? [groups] + ones : [groups, size] + ones.dropFirst()
    let y = try context.binary(
      .multiply, context.cast(normalized, to: context.type(scale).element),
      context.reshape(scale, to: column))
    return try context.reshape(
      context.binary(.add, y, context.reshape(bias, to: column)), to: shape)
  }

  /// x minus its mean over some axes, and its variance there.
  private static func moments(
    _ context: ImportContext, _ x: ValueID, axes: [Int]
  ) throws -> (centred: ValueID, variance: ValueID) {
    guard !axes.isEmpty else {
      throw ImportError(.invalidInputs, "expected spatial axes, got \(context.type(x))")
    }
    let average = Reduce(.mean, axes: axes, keepDims: true)
    let centred = try context.binary(.subtract, x, context.add(average, [x]))
    return (centred, try context.add(average, [context.binary(.multiply, centred, centred)]))
  }

  /// The deviation is kept off 0 by 1e-9, as ONNX's function does.
  private static func standardized(
    _ context: ImportContext, axes: [Int], scales: Bool
  ) throws -> ValueID {
    let (centred, variance) = try moments(context, context.input(0), axes: axes)
    guard scales else { return centred }
    let deviation = try context.binary(.add, context.unary(.sqrt, variance), number: 1e-9)
    return try context.binary(.divide, centred, deviation)
  }

  /// Where the norm is 0 so is every element, and 0 / 1 is the result.
  private static func dividedByNorm(_ context: ImportContext) throws -> ValueID {
    let x = try context.input(0)
    let type = context.type(x)
    let sum = Reduce(.sum, axes: [try context.axis(default: -1, rank: type.rank)], keepDims: true)
    let norm: ValueID
    switch try context.int("p", default: 2) {
    case 1: norm = try context.add(sum, [context.unary(.abs, x)])
    case 2: norm = try context.unary(.sqrt, context.add(sum, [context.binary(.multiply, x, x)]))
    case let p: throw context.invalid("p", "expected 1 or 2, got \(p)")
    }
    let isZero = try context.add(Compare(.equal), [norm, context.scalar(0, type.element)])
    let divisor = try context.add(Where(), [isZero, context.scalar(1, type.element), norm])
    return try context.binary(.divide, x, divisor)
  }
}
