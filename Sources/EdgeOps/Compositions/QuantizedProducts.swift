import EdgeIR
import EdgeONNX
import EdgeSupport

/// Products of quantized tensors: integer sums, and one requantization or scaling of them.
///
/// - QLinearConv: 10; com.microsoft 1, whose `channels_last` says that x and the result are so
/// - QLinearMatMul: 10; 21 scales in other float types; com.microsoft 1
/// - com.microsoft QGemm, MatMulIntegerToFloat, DynamicQuantizeMatMul: 1
///
/// Scales are combined in float32, operands first: `a * b / y`. A sum is rounded to float32, multiplied, rounded to the
/// nearest integer, halves to even, moved by the zero point and limited. This is what ONNX Runtime computes, bit by
/// bit; ONNX itself leaves the precision open.
enum QuantizedProducts: ONNXImporting {
  static let importers =
    [
      ONNXImporter("QLinearConv", since: 10, build: importQLinearConv),
      ONNXImporter("QLinearConv", since: 1, domain: microsoft, build: importQLinearConv),
      ONNXImporter("QLinearMatMul", since: 10, build: importQLinearMatMul),
      ONNXImporter("QLinearMatMul", since: 1, domain: microsoft, build: importQLinearMatMul),
      ONNXImporter("QGemm", since: 1, domain: microsoft, build: importQGemm),
      ONNXImporter("MatMulIntegerToFloat", since: 1, domain: microsoft, build: importMatMulIntegerToFloat),
      ONNXImporter("DynamicQuantizeMatMul", since: 1, domain: microsoft, build: importDynamicMatMul),
    ]

  @Sendable private static func importQLinearConv(_ context: ImportContext) throws -> [ValueID] {
    if context.keepsQuantization { return try DeclaredProducts.convolution(context) }
    var x = try context.input(0)
    let channelsLast = try context.flag("channels_last")
    if channelsLast { x = try context.channelsFirst(x) }
    let zeroPoints: [ValueID?] = [try context.input(2), try context.input(5)]
    let multiplier = try context.multiplier(context.input(1), context.input(4), over: context.input(6))
    let zero = try context.input(7)
    let sums = try ConvInteger.convolution(
      context, x, context.input(3), bias: context.optionalInput(8), zeroPoints: zeroPoints)
    let scales = context.type(multiplier).shape
    guard scales.isEmpty || scales == [context.type(sums).shape[1]] else {
      throw ImportError(.invalidInputs, "expected one scale of the weights, or one for each output channel")
    }
    let y = try context.requantized(sums, multiplier, zero, axis: 1)
    return [channelsLast ? try context.channelsLast(y) : y]
  }

  @Sendable private static func importQLinearMatMul(_ context: ImportContext) throws -> [ValueID] {
    if context.keepsQuantization { return try DeclaredProducts.product(context) }
    let (a, b) = (try context.input(0), try context.input(3))
    let zeroPoints: [ValueID?] = [try context.input(2), try context.input(5)]
    let left = try context.perRow(context.input(1))
    let multiplier = try context.multiplier(left, context.input(4), over: context.input(6))
    let zero = try context.input(7)
    let sums = try context.integerProduct(a, b, zeroPoints: zeroPoints)
    return [try context.requantized(sums, multiplier, zero, axis: context.type(sums).rank - 1)]
  }

  /// alpha (a - za) (b - zb) sa sb + c, where c holds multiples of alpha sa sb; float32 without a scale for y.
  @Sendable private static func importQGemm(_ context: ImportContext) throws -> [ValueID] {
    if context.keepsQuantization { return try DeclaredProducts.dense(context) }
    var (a, b) = (try context.input(0), try context.input(3))
    if try context.flag("transA") { a = try context.add(Transpose(permutation: [1, 0]), [a]) }
    if try context.flag("transB") { b = try context.add(Transpose(permutation: [1, 0]), [b]) }
    let zeroPoints: [ValueID?] = [try context.input(2), try context.input(5)]
    var sums = try context.integerProduct(a, b, zeroPoints: zeroPoints)
    if let c = context.optionalInput(6) { sums = try context.add(Binary(.add), [sums, c]) }
    let alpha = try context.float("alpha", default: 1)
    let left = try context.scaled(context.input(1), by: alpha)
    let right = try context.input(4)
    let (scale, zero) = (context.optionalInput(7), context.optionalInput(8))
    guard let scale else { return [try context.scaledSums(sums, left, right)] }
    guard let zero else {
      throw ImportError(.invalidInputs, "expected a zero point of the result beside its scale")
    }
    let multiplier = try context.multiplier(left, right, over: scale)
    return [try context.requantized(sums, multiplier, zero, axis: context.type(sums).rank - 1)]
  }

  @Sendable private static func importMatMulIntegerToFloat(_ context: ImportContext) throws -> [ValueID] {
    let (a, b) = (try context.input(0), try context.input(1))
    let scales = (try context.perRow(context.input(2)), try context.input(3))
    let zeroPoints = [context.optionalInput(4), context.optionalInput(5)]
    let sums = try context.integerProduct(a, b, zeroPoints: zeroPoints)
    let y = try context.scaledSums(sums, scales.0, scales.1)
    return [try context.optionalInput(6).map { try context.add(Binary(.add), [y, $0]) } ?? y]
  }

  /// Quantizes a over its own range to u8, then as MatMulIntegerToFloat.
  @Sendable private static func importDynamicMatMul(_ context: ImportContext) throws -> [ValueID] {
    let a = try DynamicQuantizeLinear.quantized(context, context.input(0))
    let b = try context.input(1)
    let scale = try context.input(2)
    let sums = try context.integerProduct(a.x, b, zeroPoints: [a.zeroPoint, context.optionalInput(3)])
    let y = try context.scaledSums(sums, a.scale, scale)
    return [try context.optionalInput(4).map { try context.add(Binary(.add), [y, $0]) } ?? y]
  }
}

/// The domain of ONNX Runtime's own operators.
let microsoft = "com.microsoft"

extension ImportContext {
  /// The operands' scales multiplied, over the scale of the result, in float32; scalars where all are.
  func multiplier(_ a: ValueID, _ b: ValueID, over y: ValueID) throws -> ValueID {
    let product = try add(Binary(.multiply), [scale(a), scale(b)])
    return try add(Binary(.divide), [product, scale(y)])
  }

  /// i32 sums requantized; the multiplier is one number, one for each position of `axis`, or broadcasts over the last
  /// axes.
  func requantized(
    _ sums: ValueID, _ multiplier: ValueID, _ zeroPoint: ValueID, axis: Int
  ) throws -> ValueID {
    let (shape, element) = (type(multiplier).shape, type(zeroPoint).element)
    let zero = try flattenedScalar(zeroPoint)
    if shape.isEmpty { return try add(Requantize(to: element), [sums, multiplier, zero]) }
    let all = type(sums).shape
    if all.indices.contains(axis), shape == [all[axis]] {
      let layout = ScaleLayout(axis: axis)
      return try add(Requantize(to: element, layout: layout), [sums, multiplier, zero])
    }
    guard broadcastShape(shape, all) == all else {
      throw ImportError(.invalidInputs, "scales of shape \(shape) do not fit a result of shape \(all)")
    }
    let numbers = try add(Binary(.multiply), [add(Cast(to: .float32), [sums]), multiplier])
    return try add(Quantize(to: element), [numbers, constant(Tensor(scalar: Float(1))), zero])
  }

  /// i32 sums as the numbers they stand for: times both operands' scales.
  func scaledSums(_ sums: ValueID, _ a: ValueID, _ b: ValueID) throws -> ValueID {
    let factor = try add(Binary(.multiply), [scale(a), scale(b)])
    return try add(Binary(.multiply), [add(Cast(to: .float32), [sums]), factor])
  }

  /// A scale in float32, as a scalar when it is one number.
  private func scale(_ value: ValueID) throws -> ValueID {
    let float = type(value).element == .float32 ? value : try add(Cast(to: .float32), [value])
    return try flattenedScalar(float)
  }

  /// A value of one element as a scalar, others as they are.
  func flattenedScalar(_ value: ValueID) throws -> ValueID {
    guard type(value).elementCount == 1, type(value).rank > 0 else { return value }
    return try add(Reshape(shape: []), [value])
  }

  /// A vector of numbers that belong to the rows of matrices; others as they are.
  func perRow(_ value: ValueID) throws -> ValueID {
    guard type(value).rank == 1, type(value).elementCount != 1 else { return value }
    return try add(Reshape(shape: type(value).shape + [1]), [value])
  }
}
