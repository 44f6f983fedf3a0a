import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// LiteRT's reference resolver lacks ROUND.
struct QuantizeTests {
  /// Halves, limits and numbers far beyond them.
  private let x = Tensor([2, 4], [-1000, -3.5, -2.5, 0.5, 1.5, 2.5, 127, 1000] as [Float])

  @Test func halvesGoToTheEvenNumber() throws {
    let one = Tensor(scalar: Float(1))
    let y = try Quantize(to: .int8).evaluate([x, one])[0]
    #expect(y.elements(as: Int8.self) == [-128, -4, -2, 0, 2, 2, 127, 127])
  }

  @Test(arguments: [ElementType.int8, .uint8, .int16]) func liteRT(_ element: ElementType) throws {
    let scale = Tensor([4], [1, 0.5, 2, 0.1] as [Float])
    let zeroPoint = try Cast(to: element).evaluate([Tensor([4], [0, 3, 1, 100] as [Int32])])[0]
    let layout = ScaleLayout(axis: 1)
    let quantized = try Quantize(to: element, layout: layout).evaluate([x, scale, zeroPoint])[0]
    for constants: Set<Int> in [[1, 2], [2], []] {
      try OperatorCheck(Quantize(to: element, layout: layout), [x, scale, zeroPoint], constants: constants)
        .liteRT(resolver: .optimized)
      try OperatorCheck(Dequantize(layout: layout), [quantized, scale, zeroPoint], constants: constants)
        .liteRT(resolver: .optimized)
    }
    try OperatorCheck(Quantize(to: element), [x, Tensor(scalar: Float(0.3))]).liteRT(resolver: .optimized)
  }

  @Test(arguments: [ElementType.int8, .uint8, .int16, .uint16, .int32]) func generatedC(_ type: ElementType)
    throws
  {
    let layouts: [(ScaleLayout, [Int])] = [
      (ScaleLayout(), []), (ScaleLayout(axis: 1), [5]), (ScaleLayout(axis: 1, blockSize: 2), [2, 3, 3]),
    ]
    for (layout, shape) in layouts {
      let scale = Tensor.random(shape, of: Float.self, in: 0.01...0.5)
      let zeroPoint = try Cast(to: type).evaluate([Tensor.random(shape, of: Int32.self, in: 0...9)])[0]
      for x in [
        Tensor.random([2, 5, 3], of: Float.self), Tensor.random([2, 5, 3], of: Int32.self, in: -99...99),
      ] {
        let quantize = Quantize(to: type, layout: layout)
        try OperatorCheck(quantize, [x, scale, zeroPoint], constants: [1, 2]).generatedC()
        try OperatorCheck(quantize, [x, scale]).generatedC()
        let quantized = try quantize.evaluate([x, scale, zeroPoint])[0]
        try OperatorCheck(Dequantize(layout: layout), [quantized, scale, zeroPoint]).generatedC()
      }
    }
  }

  @Test func constraints() {
    let type = TensorType(.float32, [2, 4])
    let scale = TensorType(.float32, [])
    let scales = TensorType(.float32, [4])
    expectRefusal(Quantize(to: .int8), [TensorType(.int8, [2]), scale], "C1")
    expectRefusal(Quantize(to: .int64), [type, scale], "C2")
    expectRefusal(Quantize(to: .int8), [type, scale, TensorType(.uint8, [])], "C3")
    expectRefusal(Quantize(to: .int8), [type, scales], "C4")
    expectRefusal(Quantize(to: .int8, layout: ScaleLayout(axis: 0)), [type, scales], "C4")
    expectRefusal(Quantize(to: .int8, layout: ScaleLayout(axis: 1, blockSize: 3)), [type, scales], "C4")
    let quantized = TensorType(.int8, [2, 4])
    expectRefusal(Dequantize(), [type, scale], "C1")
    expectRefusal(Dequantize(), [quantized, scale, TensorType(.uint8, [])], "C2")
    expectRefusal(Dequantize(layout: ScaleLayout(axis: 2)), [quantized, scales], "C3")
  }
}
