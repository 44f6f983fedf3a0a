import EdgeIR
import EdgeONNX
import EdgeSupport

/// Products of quantized tensors as products of the numbers that these stand for: the form that says what integers mean
/// and leaves open how they are computed with.
enum DeclaredProducts {
  /// QLinearConv.
  static func convolution(_ context: ImportContext) throws -> [ValueID] {
    let channelsLast = try context.flag("channels_last")
    var x = try context.declared(0, axis: nil)
    if channelsLast { x = try context.channelsFirst(x) }
    let weights = try context.declared(3, axis: 0)
    let bias = try context.optionalInput(8).map {
      try context.declaredBias($0, scales: context.input(1), context.input(4))
    }
    let y = try Conv.convolution(context, x, weights) { conv, image, weights in
      try context.add(conv, [image, weights] + (bias.map { [$0] } ?? []))
    }
    let result = try context.add(
      Quantize(to: context.type(context.input(7)).element),
      [y, context.flattenedScalar(context.input(6)), context.flattenedScalar(context.input(7))])
    return [channelsLast ? try context.channelsLast(result) : result]
  }

  /// QLinearMatMul.
  static func product(_ context: ImportContext) throws -> [ValueID] {
    let (a, b) = (try context.input(0), try context.input(3))
    let left = try context.declared(0, axis: context.type(a).rank - 2)
    let right = try context.declared(3, axis: context.type(b).rank - 1)
    return [try quantized(context, context.add(MatMul(), [left, right]), scale: 6)]
  }

  /// QGemm.
  static func dense(_ context: ImportContext) throws -> [ValueID] {
    var a = try context.declared(0, axis: nil)
    let transposes = try context.flag("transB")
    var b = try context.declared(3, axis: transposes ? 0 : 1)
    if try context.flag("transA") { a = try context.add(Transpose(permutation: [1, 0]), [a]) }
    if !transposes { b = try context.add(Transpose(permutation: [1, 0]), [b]) }
    let alpha = try context.float("alpha", default: 1)
    var bias: [ValueID] = []
    if let c = context.optionalInput(6) {
      bias = [try context.declaredBias(c, scales: context.input(1), context.input(4))]
    }
    var y = try context.add(FullyConnected(), [a, b] + bias)
    y = try context.scaled(y, by: alpha)
    return [context.optionalInput(7) == nil ? y : try quantized(context, y, scale: 7)]
  }

  private static func quantized(_ context: ImportContext, _ y: ValueID, scale: Int) throws -> ValueID {
    let zero = try context.input(scale + 1)
    return try context.add(
      Quantize(to: context.type(zero).element),
      [y, context.flattenedScalar(context.input(scale)), context.flattenedScalar(zero)])
  }
}

extension ImportContext {
  /// The numbers that a tensor stands for, given with its scale and zero point in three inputs from `index` on: one for the
  /// whole tensor, or one for each position of `axis`.
  fileprivate func declared(_ index: Int, axis: Int?) throws -> ValueID {
    let x = try input(index)
    var scale = try flattenedScalar(input(index + 1))
    var zero = try flattenedScalar(input(index + 2))
    let count = type(scale).elementCount
    let isSingle = type(scale).rank == 0
    if !isSingle, type(zero).rank == 0 {
      zero = try add(BroadcastTo(shape: [count]), [add(Reshape(shape: [1]), [zero])])
    }
    if isSingle, type(zero).rank > 0 {
      scale = try add(BroadcastTo(shape: type(zero).shape), [add(Reshape(shape: [1]), [scale])])
    }
    let layout = type(scale).rank == 0 ? ScaleLayout() : ScaleLayout(axis: axis)
    return try add(Dequantize(layout: layout), [x, scale, zero])
  }

  /// A bias in units of the product of two scales.
  fileprivate func declaredBias(_ bias: ValueID, scales a: ValueID, _ b: ValueID) throws -> ValueID {
    let scale = try add(Binary(.multiply), [flattenedScalar(a), flattenedScalar(b)])
    let layout = type(scale).rank == 0 ? ScaleLayout() : ScaleLayout(axis: 0)
    return try add(Dequantize(layout: layout), [bias, scale])
  }

  /// A sum or product of the numbers that two quantized tensors stand for.
  func declared(
    _ kind: Binary.Kind, _ a: QuantizedValue, _ b: QuantizedValue, _ y: QuantizationParameters
  ) throws -> ValueID {
    try quantized(add(Binary(kind), [dequantized(a), dequantized(b)]), as: y)
  }
}
