import CEdgeKernels
import Testing

struct ConversionTests {
  static let floats: [Float] = [
    0, 0.9, -0.9, 1.5, -128.9, 127.5, 255.9, 256, -129, 70000, -70000, 3e9, -3e9, 1e19, -1e19, 2e19,
    .infinity,
    -.infinity, .nan,
  ]

  private func saturated<T: FixedWidthInteger>(_ value: Float, _: T.Type) -> T {
    if value.isNaN { return 0 }
    let truncated = Double(value).rounded(.towardZero)
    return T(exactly: truncated) ?? (truncated < 0 ? .min : .max)
  }

  private func cast<T: FixedWidthInteger>(
    _ kernel: (UnsafePointer<Float>, UnsafeMutablePointer<T>, Int32) -> Void
  ) {
    var y = [T](repeating: 9, count: Self.floats.count)
    kernel(Self.floats, &y, Int32(y.count))
    #expect(y == Self.floats.map { saturated($0, T.self) })
  }

  @Test func floatsSaturate() {
    cast { edgec_f32_cast_s8($0, $1, $2) }
    cast { edgec_f32_cast_s16($0, $1, $2) }
    cast { edgec_f32_cast_s32($0, $1, $2) }
    cast { edgec_f32_cast_s64($0, $1, $2) }
    cast { edgec_f32_cast_u8($0, $1, $2) }
    cast { edgec_f32_cast_u16($0, $1, $2) }
    cast { edgec_f32_cast_u32($0, $1, $2) }
    cast { edgec_f32_cast_u64($0, $1, $2) }
    var y: [Int32] = [9, 9, 9]
    edgec_f64_cast_s32([2_147_483_647.5, -2_147_483_648.5, 2_147_483_646.5], &y, 3)
    #expect(y == [.max, .min, .max - 1])
  }

  @Test func othersConvertAsInC() {
    var bytes: [Int8] = [9, 9]
    edgec_s64_cast_s8([300, -129], &bytes, 2)
    #expect(bytes == [44, 127])
    var wide: [UInt64] = [9]
    edgec_s8_cast_u64([-1], &wide, 1)
    #expect(wide == [.max])
    var floats: [Float] = [9, 9]
    edgec_s64_cast_f32([16_777_217, -1], &floats, 2)
    #expect(floats == [16_777_216, -1])
    edgec_f64_cast_f32([1e300, 0.1], &floats, 2)
    #expect(floats == [.infinity, 0.1])
    var flags: [UInt8] = [9, 9, 9, 9]
    edgec_f32_cast_bool([0, -0.0, 0.5, .nan], &flags, 4)
    #expect(flags == [0, 0, 1, 1])
    edgec_s32_cast_bool([0, 256, -1, 1], &flags, 4)
    #expect(flags == [0, 1, 1, 1])
  }

  @Test func quantizeRoundsHalfToEvenAndSaturates() {
    var y = [Int8](repeating: 9, count: 9)
    edgec_f32_quantize_linear_s8(
      [0.25, 0.75, 1.25, -0.25, 1000, -1000, .infinity, -.infinity, .nan], [0.5], [3], &y, 9, 1, 1, 0)
    #expect(y == [3, 5, 5, 3, 127, -128, 127, -128, 3])
    var u = [UInt8](repeating: 9, count: 3)
    edgec_f32_quantize_linear_u8([-1, 0.5, 1e30], [1], nil, &u, 3, 1, 1, 0)
    #expect(u == [0, 0, 255])
    var w = [Int32](repeating: 9, count: 3)
    edgec_f32_quantize_linear_s32([3e9, -3e9, 1e6], [1], [-5], &w, 3, 1, 1, 0)
    #expect(w == [.max, .min, 999_995])
    var u16 = [UInt16](repeating: 9, count: 2)
    edgec_f32_quantize_linear_u16([40000, 70000], [1], [100], &u16, 2, 1, 1, 0)
    #expect(u16 == [40100, 65535])
  }

  @Test func perAxis() {
    let x: [Float] = [1, 2, 3, 4, 5, 6, 7, 8]
    var q = [Int16](repeating: 9, count: 8)
    edgec_f32_quantize_linear_s16(x, [0.5, 2], [1, -1], &q, 2, 2, 2, 0)
    #expect(q == [3, 5, 1, 1, 11, 13, 3, 3])
    var y = [Float](repeating: 9, count: 8)
    edgec_s16_dequantize_linear(q, [0.5, 2], [1, -1], &y, 2, 2, 2, 0)
    #expect(y == [1, 2, 4, 4, 5, 6, 8, 8])
    edgec_s32_dequantize_linear([.max, .min], [1], [-1], &y, 2, 1, 1, 0)
    #expect(y[0] == 2_147_483_648 && y[1] == -2_147_483_648)
  }

  /// Three neighbours along the middle axis, of which the last block has one.
  @Test func inBlocks() {
    let x: [Int32] = [8, 16, 8, 16, 8, 16, 8, 16]
    let scale: [Float] = [1, 2, 4, 8]
    var q = [UInt8](repeating: 9, count: 8)
    edgec_s32_quantize_linear_u8(x, scale, [0, 1, 2, 3], &q, 1, 4, 2, 3)
    #expect(q == [8, 9, 8, 9, 8, 9, 4, 5])
    var y = [Float](repeating: 9, count: 8)
    edgec_u8_dequantize_linear(q, scale, [0, 1, 2, 3], &y, 1, 4, 2, 3)
    #expect(y == x.map { Float($0) })
  }

  @Test func requantizeRoundsHalfToEvenAndSaturates() {
    var y = [Int8](repeating: 9, count: 8)
    edgec_s32_requantize_s8([1, 3, 5, -1, -3, .max, .min, 300], [0.5], [3], &y, 1, 1, 8)
    #expect(y == [3, 5, 5, 3, 1, 127, -128, 127])
    edgec_s32_requantize_s8([1, 2, 3, 4, 5, 6, 7, 8], [1, .nan, .infinity, 0], nil, &y, 1, 4, 2)
    #expect(y == [1, 2, 0, 0, 127, 127, 0, 0])
    var u = [UInt16](repeating: 9, count: 3)
    edgec_s32_requantize_u16([-1, 65_535, 65_536], [1], [1], &u, 1, 1, 3)
    #expect(u == [0, 65_535, 65_535])
  }
}
