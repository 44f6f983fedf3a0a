import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX Runtime's operators on quantized tensors that take many elements together (com.microsoft 1).
///
/// - QLinearAveragePool: dequantized, averaged, divided by the result's scale; the zero point is added before rounding
/// - QLinearSoftmax: dequantized, computed in float32, quantized again
/// - QLinearGlobalAveragePool, QLinearReduceMean: an integer sum, requantized
///
/// ONNX Runtime has no kernel for QLinearReduceMean on processors; it is computed like QLinearGlobalAveragePool.
enum QuantizedReductions: ONNXImporting {
  static let importers = [
    ONNXImporter("QLinearAveragePool", since: 1, domain: microsoft, build: importPool),
    ONNXImporter("QLinearGlobalAveragePool", since: 1, domain: microsoft) { context in
      let rank = try context.type(context.input(0)).rank
      guard rank >= 3 else {
        throw ImportError(
          .invalidInputs, "expected x [N,C,spatial…], got \(try context.type(context.input(0)))")
      }
      let axes = try context.flag("channels_last") ? Array(1..<rank - 1) : Array(2..<rank)
      return [try mean(context, axes: axes, keepDims: true)]
    },
    ONNXImporter("QLinearReduceMean", since: 1, domain: microsoft) { context in
      let rank = try context.type(context.input(0)).rank
      let axes = try context.normalizeAxes(context.ints("axes") ?? Array(0..<rank), rank: rank)
      return [try mean(context, axes: axes.sorted(), keepDims: context.flag("keepdims", default: true))]
    },
    ONNXImporter("QLinearSoftmax", since: 1, domain: microsoft, build: importSoftmax),
  ]

  /// The sum of x less its zero point, times the scale of x over that of y and the number of terms.
  private static func mean(_ context: ImportContext, axes: [Int], keepDims: Bool) throws -> ValueID {
    let x = try context.quantizedInput(0)
    let y = try context.parameters(3, like: x)
    if context.keepsQuantization {
      let mean = Reduce(.mean, axes: axes, keepDims: keepDims)
      return try context.quantized(context.add(mean, [context.dequantized(x)]), as: y)
    }
    let shape = context.type(x.x).shape
    let terms = axes.reduce(1) { saturatingProduct($0, shape[$1]) }
    var sums = try context.lessZeroPoint(x)
    if !axes.isEmpty { sums = try context.add(Reduce(.sum, axes: axes, keepDims: keepDims), [sums]) }
    let count = try context.scalar(Double(terms), .float32)
    let steps = try context.add(Binary(.multiply), [y.scale, count])
    let multiplier = try context.add(Binary(.divide), [x.scale, steps])
    return try context.requantized(sums, multiplier, y.zeroPoint, axis: 0)
  }

  @Sendable private static func importPool(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.quantizedInput(0)
    let type = context.type(x.x)
    guard type.rank >= 3 else {
      throw ImportError(.invalidInputs, "expected x [N,C,spatial…], got \(type)")
    }
    let channelsLast = try context.flag("channels_last")
    let spatial = channelsLast ? type.shape.dropFirst().dropLast() : type.shape.dropFirst(2)
    var image = try context.dequantized(x)
    if !channelsLast { image = try context.channelsLast(image) }
    var window = try context.poolWindow(spatial: Array(spatial))
    if type.rank == 3 {
      image = try context.insertUnitAxis(image)
      window.geometry.prependUnitAxis()
      window.overhang.insert(0, at: 0)
    }
    let pool = AveragePool(
      geometry: window.geometry, overhang: window.overhang,
      countsPadding: try context.flag("count_include_pad"))
    let result = try context.parameters(3, like: x)
    let pooled = try context.add(pool, [image])
    var y =
      try context.keepsQuantization
      ? context.quantized(pooled, as: result)
      : context.quantized(steps: context.add(Binary(.divide), [pooled, result.scale]), as: result)
    if type.rank == 3 { y = try context.removeUnitAxis(y) }
    return [channelsLast ? y : try context.channelsFirst(y)]
  }

  /// `opset` says which opset's Softmax is meant: below 13 it flattens x to two axes.
  @Sendable private static func importSoftmax(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.quantizedInput(0)
    guard let opset = try context.int("opset") else { throw context.invalid("opset", "is required") }
    let numbers = try context.dequantized(x)
    let y: ValueID
    if opset < 13 {
      y = try Softmax.flattened(context, numbers, axis: context.int("axis", default: -1), logarithmic: false)
    } else {
      let axis = try context.axis(default: -1, rank: context.type(numbers).rank)
      y = try context.add(Softmax(axis: axis), [numbers])
    }
    return [try context.quantized(y, as: context.parameters(3, like: x))]
  }
}
