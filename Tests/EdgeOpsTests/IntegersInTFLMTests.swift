import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import Testing

/// Integer kernels against TFLM's, every bit: they differ from LiteRT's where a runtime rounds in its own way.
struct IntegersInTFLMTests {
  @Test(arguments: [ElementType.int8, .int16]) func products(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let isWide = element == .int16
    let scale: Float = isWide ? 0.0003 : 0.02
    for isPerChannel in [true, false] {
      for hasBias in [true, false] {
        let x = Integers.random(element, [8, 33], scale: scale, zeroPoint: isWide ? 0 : 11)
        let weights = Integers.weights([9, 33], perChannel: isPerChannel, seed: 2)
        let bias = Integers.bias(isWide ? .int64 : .int32, weights, input: scale, seed: 3)
        try batch.add(
          FullyConnected(activation: hasBias ? .relu : nil), [x, weights, hasBias ? bias : nil],
          to: Integers.result(element, scale: scale * 7, zeroPoint: isWide ? 0 : -9), constants: [1, 2])
      }
      let image = Integers.random(element, [1, 4, 5, 6], scale: scale, zeroPoint: isWide ? 0 : 11)
      let weights = Integers.weights([7, 3, 3, 6], perChannel: isPerChannel, seed: 2)
      let bias = Integers.bias(isWide ? .int64 : .int32, weights, input: scale, seed: 3)
      let result = Integers.result(element, scale: scale * 20, zeroPoint: isWide ? 0 : -9)
      try batch.add(
        Conv(strides: [1, 2], dilations: [1, 1], padsBegin: [1, 1], padsEnd: [1, 1], groups: 1),
        [image, weights, bias], to: result, constants: [1, 2])
      try batch.add(
        ConvTranspose(
          strides: [2, 2], dilations: [1, 1], pads: [0, 0], size: [8, 10], groups: 1, activation: .relu6),
        [image, weights, bias], to: result, constants: [1, 2])
    }
    let a = Integers.random(element, [2, 6, 20], scale: scale, zeroPoint: isWide ? 0 : 4)
    let b = Integers.random(element, [2, 20, 5], scale: scale, zeroPoint: isWide ? 0 : 4)
    try batch.add(MatMul(), [a, b], to: Integers.result(element, scale: isWide ? 0.02 : 0.1, zeroPoint: 0))
    try batch.checkTFLM()
  }

  @Test(arguments: [ElementType.int8, .int16]) func elementwise(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let isWide = element == .int16
    let scale: Float = isWide ? 0.0003 : 0.02
    let zero = isWide ? 0 : -30
    let x = Integers.random(element, [2, 4, 3, 5], scale: scale, zeroPoint: zero)
    let y = Integers.random(element, [2, 4, 3, 5], scale: scale * 1.4, zeroPoint: zero, seed: 2)
    for kind in [Binary.Kind.add, .subtract, .multiply] {
      try batch.add(
        Binary(kind), [x, y], to: Integers.result(element, scale: scale * 2, zeroPoint: zero))
    }
    let (sigmoid, tanh): (Quantized.Result, Quantized.Result) =
      isWide
      ? (Integers.result(element, scale: 1 / 32768), Integers.result(element, scale: 1 / 32768))
      : (
        Integers.result(element, scale: 1 / 256, zeroPoint: -128), Integers.result(element, scale: 1 / 128)
      )
    try batch.add(Unary(.sigmoid), [x], to: sigmoid)
    try batch.add(Unary(.tanh), [x], to: tanh)
    try batch.add(Softmax(axis: 3), [x], to: sigmoid)
    // TFLM computes this multiplier in double precision, which would show where products lie between integers.
    try batch.add(
      Unary(.leakyRelu(alpha: 0.3)), [x], to: Integers.result(element, scale: scale * 0.7, zeroPoint: zero))
    try batch.add(
      Clip(lower: 0, upper: .infinity), [x],
      to: Integers.result(element, scale: scale * 0.8, zeroPoint: zero))
    try batch.add(
      Clip(lower: 0, upper: 6), [x], to: Integers.result(element, scale: scale, zeroPoint: zero))
    try batch.add(
      Reduce(.mean, axes: [1, 2], keepDims: true), [x],
      to: Integers.result(element, scale: scale * 0.6, zeroPoint: zero))
    try batch.checkTFLM()
  }

  @Test func refusals() throws {
    var batch = IntegerBatch()
    let x = Integers.random(.int8, [2, 4], scale: 0.1)
    try batch.add(Clip(lower: 0, upper: 6), [x], to: Integers.result(.int8, scale: 0.05))
    #expect(throws: DiagnosticsError.self) { try batch.checkTFLM() }
  }
}
