import EdgeIR
import Testing

@testable import EdgeQuantization

struct NumberRangeTests {
  @Test(arguments: [
    (Float(-1), Float(1)), (0, 6), (-3, 0), (2, 5), (-5, -2), (-0.1, 1e6), (-1e-30, 1e-30), (0, 3.4e38),
  ])
  func zeroIsExactAndTheBoundsAreCovered(_ lower: Float, _ upper: Float) throws {
    let range = NumberRange(lower, upper)
    for element in [ElementType.int8, .int16] {
      let (scale, zeroPoint) = try #require(range.quantization(element).single)
      #expect(scale.isFinite && scale > 0)
      let limits = element == .int8 ? (-128, 127) : (-32768, 32767)
      #expect((limits.0...limits.1).contains(zeroPoint))
      let step = Double(scale)
      #expect(Double(limits.0 - zeroPoint) * step <= Double(range.lower) + step)
      #expect(Double(limits.1 - zeroPoint) * step >= Double(range.upper) - step)
    }
  }

  @Test func rangesWithoutNumbersHaveAScale() {
    #expect(NumberRange(.nan, .infinity).isEmpty)
    #expect(NumberRange(0, 0).quantization(.int8) == Quantization(scale: 1 / 255, zeroPoint: -128))
  }

  @Test func weightScalesLeaveRoomForTheBias() {
    let weights = Tensor([2, 2], [Float(1e-20), 0, 1, -2])
    let scales = ParameterQuantization.weightScales(weights, bias: [5, 0.1], inputScale: 0.1)
    for (scale, bias) in zip(scales, [Float(5), 0.1]) { #expect(bias / (scale * 0.1) <= 0x1p30 * 1.0001) }
    #expect(scales[1] == Float(2) / 127)
  }
}
