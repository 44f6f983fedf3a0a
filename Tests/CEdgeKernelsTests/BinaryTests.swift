import CEdgeKernels
import Foundation
import Testing

struct BinaryTests {
  typealias Flat = (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int32) -> Void
  typealias Broadcast = (
    UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int32, UnsafePointer<Int32>,
    UnsafePointer<Int32>, UnsafePointer<Int32>
  ) -> Void

  struct Kernel: @unchecked Sendable, CustomTestStringConvertible {
    var testDescription: String
    var flat: Flat
    var left: Flat
    var right: Flat
    var broadcast: Broadcast
    var reference: (Double, Double) -> Double
  }

  private static let edges: [Float] = [
    0, -0.0, 1, -1, 2.5, -3, 7, 1e30, -1e-30, .infinity, -.infinity, .nan, 0.5, -0.5,
  ]

  static let kernels: [Kernel] = [
    .init(
      testDescription: "add", flat: { edgec_f32_add($0, $1, $2, $3, -100, 100) },
      left: { edgec_f32_add_lhs_scalar($0, $1, $2, $3, -100, 100) },
      right: { edgec_f32_add_rhs_scalar($0, $1, $2, $3, -100, 100) },
      broadcast: { edgec_f32_add_broadcast($0, $1, $2, $3, $4, $5, $6, -100, 100) },
      reference: { clamp($0 + $1, -100, 100) }),
    .init(
      testDescription: "sub", flat: { edgec_f32_sub($0, $1, $2, $3, -.infinity, 100) },
      left: { edgec_f32_sub_lhs_scalar($0, $1, $2, $3, -.infinity, 100) },
      right: { edgec_f32_sub_rhs_scalar($0, $1, $2, $3, -.infinity, 100) },
      broadcast: { edgec_f32_sub_broadcast($0, $1, $2, $3, $4, $5, $6, -.infinity, 100) },
      reference: { clamp(Double(Float($0 - $1)), -.infinity, 100) }),
    .init(
      testDescription: "mul", flat: { edgec_f32_mul($0, $1, $2, $3, 0, .infinity) },
      left: { edgec_f32_mul_lhs_scalar($0, $1, $2, $3, 0, .infinity) },
      right: { edgec_f32_mul_rhs_scalar($0, $1, $2, $3, 0, .infinity) },
      broadcast: { edgec_f32_mul_broadcast($0, $1, $2, $3, $4, $5, $6, 0, .infinity) },
      reference: { clamp(Double(Float($0 * $1)), 0, .infinity) }),
    .init(
      testDescription: "div", flat: { edgec_f32_div($0, $1, $2, $3) },
      left: { edgec_f32_div_lhs_scalar($0, $1, $2, $3) }, right: { edgec_f32_div_rhs_scalar($0, $1, $2, $3) },
      broadcast: { edgec_f32_div_broadcast($0, $1, $2, $3, $4, $5, $6) },
      reference: { Double(Float($0 / $1)) }),
    .init(
      testDescription: "min", flat: { edgec_f32_min($0, $1, $2, $3) },
      left: { edgec_f32_min_lhs_scalar($0, $1, $2, $3) }, right: { edgec_f32_min_rhs_scalar($0, $1, $2, $3) },
      broadcast: { edgec_f32_min_broadcast($0, $1, $2, $3, $4, $5, $6) },
      reference: { $0.isNaN || $1.isNaN ? .nan : Swift.min($0, $1) }),
    .init(
      testDescription: "max", flat: { edgec_f32_max($0, $1, $2, $3) },
      left: { edgec_f32_max_lhs_scalar($0, $1, $2, $3) }, right: { edgec_f32_max_rhs_scalar($0, $1, $2, $3) },
      broadcast: { edgec_f32_max_broadcast($0, $1, $2, $3, $4, $5, $6) },
      reference: { $0.isNaN || $1.isNaN ? .nan : Swift.max($0, $1) }),
    .init(
      testDescription: "pow", flat: { edgec_f32_pow($0, $1, $2, $3) },
      left: { edgec_f32_pow_lhs_scalar($0, $1, $2, $3) }, right: { edgec_f32_pow_rhs_scalar($0, $1, $2, $3) },
      broadcast: { edgec_f32_pow_broadcast($0, $1, $2, $3, $4, $5, $6) },
      reference: { Double(Float(Foundation.pow($0, $1))) }),
    .init(
      testDescription: "fmod", flat: { edgec_f32_fmod($0, $1, $2, $3) },
      left: { edgec_f32_fmod_lhs_scalar($0, $1, $2, $3) },
      right: { edgec_f32_fmod_rhs_scalar($0, $1, $2, $3) },
      broadcast: { edgec_f32_fmod_broadcast($0, $1, $2, $3, $4, $5, $6) },
      reference: { Foundation.fmod($0, $1) }),
    .init(
      testDescription: "prelu", flat: { edgec_f32_prelu($0, $1, $2, $3) },
      left: { edgec_f32_prelu_lhs_scalar($0, $1, $2, $3) },
      right: { edgec_f32_prelu_rhs_scalar($0, $1, $2, $3) },
      broadcast: { edgec_f32_prelu_broadcast($0, $1, $2, $3, $4, $5, $6) },
      reference: { $0 < 0 ? Double(Float($0 * $1)) : $0 }),
  ]

  @Test(arguments: kernels)
  func everyPairOfEdgeValues(_ kernel: Kernel) {
    let edges = Self.edges
    let a = edges.flatMap { [Float](repeating: $0, count: edges.count) }
    let b = edges.flatMap { _ in edges }
    var y = [Float](repeating: 9, count: a.count)
    kernel.flat(a, b, &y, Int32(a.count))
    expectClose(y, zip(a, b).map { kernel.reference(Double($0), Double($1)) })
    for scalar in edges {
      var y = [Float](repeating: 9, count: edges.count)
      kernel.left([scalar], edges, &y, Int32(edges.count))
      expectClose(y, edges.map { kernel.reference(Double(scalar), Double($0)) })
      y = edges
      edges.withUnsafeBufferPointer { _ in kernel.right(edges, [scalar], &y, Int32(edges.count)) }
      expectClose(y, edges.map { kernel.reference(Double($0), Double(scalar)) })
    }
  }

  /// Shapes of a and b, already of equal rank; together they reach every inner path.
  @Test(
    arguments: kernels,
    [
      ([3], [3]), ([2, 3], [1, 3]), ([2, 1, 4], [1, 3, 4]), ([2, 3], [2, 1]), ([1, 1], [2, 3]),
      ([2, 1], [1, 3]),
      ([1, 2, 1, 3, 1, 2], [2, 1, 2, 1, 2, 1]), ([0, 3], [1, 3]), ([4, 1, 1], [4, 1, 1]),
    ])
  func broadcasting(_ kernel: Kernel, _ shapes: ([Int], [Int])) {
    let (aShape, bShape) = shapes
    let dims = zip(aShape, bShape).map { $0 == 1 ? $1 : $0 }
    func strides(_ shape: [Int]) -> [Int] { zip(rowMajorStrides(shape), shape).map { $1 == 1 ? 0 : $0 } }
    func offset(_ index: [Int], _ shape: [Int]) -> Int { zip(index, strides(shape)).map(*).reduce(0, +) }
    var numbers = Numbers(seed: 7)
    let (a, b) = (numbers.floats(product(aShape)), numbers.floats(product(bShape)))
    let expected = indices(of: dims).map {
      kernel.reference(Double(a[offset($0, aShape)]), Double(b[offset($0, bShape)]))
    }
    var y = [Float](repeating: 9, count: product(dims))
    kernel.broadcast(a, b, &y, Int32(dims.count), dims.int32, strides(aShape).int32, strides(bShape).int32)
    expectClose(y, expected)
  }

  @Test func integersWrapTruncateAndNeverTrap() {
    let a: [Int8] = [127, -128, -128, 7, -7, 7, -7, 5]
    let b: [Int8] = [1, 1, -1, 2, 2, -2, -2, 0]
    func apply(
      _ kernel: (UnsafePointer<Int8>, UnsafePointer<Int8>, UnsafeMutablePointer<Int8>, Int32) -> Void
    )
      -> [Int8]
    {
      var y = [Int8](repeating: 9, count: a.count)
      kernel(a, b, &y, Int32(a.count))
      return y
    }
    #expect(apply { edgec_s8_add($0, $1, $2, $3) } == [-128, -127, 127, 9, -5, 5, -9, 5])
    #expect(apply { edgec_s8_sub($0, $1, $2, $3) } == [126, 127, -127, 5, -9, 9, -5, 5])
    #expect(apply { edgec_s8_mul($0, $1, $2, $3) } == [127, -128, -128, 14, -14, -14, 14, 0])
    #expect(apply { edgec_s8_div($0, $1, $2, $3) } == [127, -128, -128, 3, -3, -3, 3, 0])
    #expect(apply { edgec_s8_mod($0, $1, $2, $3) } == [0, 0, 0, 1, 1, -1, -1, 0])
    #expect(apply { edgec_s8_fmod($0, $1, $2, $3) } == [0, 0, 0, 1, -1, 1, -1, 0])
    #expect(apply { edgec_s8_pow($0, $1, $2, $3) } == [127, -128, 0, 49, 49, 0, 0, 1])
    #expect(apply { edgec_s8_min($0, $1, $2, $3) } == [1, -128, -128, 2, -7, -2, -7, 0])
    var wide: [Int64] = [0, 0, 0]
    edgec_s64_mul([.min, .max, 3], [-1, 2, 4], &wide, 3)
    #expect(wide == [.min, -2, 12])
    edgec_s64_div([.min, .max, 3], [-1, 2, 0], &wide, 3)
    #expect(wide == [.min, .max / 2, 0])
    var short: [UInt16] = [0, 0]
    edgec_u16_mul([65535, 2], [65535, 3], &short, 2)
    #expect(short == [1, 6])
    var power: [Int32] = [0, 0, 0, 0]
    edgec_s32_pow([3, -1, -1, 0], [40, -3, -2, -1], &power, 4)
    #expect(power == [(0..<40).reduce(1) { p, _ in p &* 3 }, -1, 1, 0])
  }

  @Test func comparisons() {
    let a: [Float] = [1, 2, 2, .nan, 1, -0.0]
    let b: [Float] = [2, 1, 2, 1, .nan, 0]
    var y = [UInt8](repeating: 9, count: 6)
    edgec_f32_equal(a, b, &y, 6)
    #expect(y == [0, 0, 1, 0, 0, 1])
    edgec_f32_less(a, b, &y, 6)
    #expect(y == [1, 0, 0, 0, 0, 0])
    edgec_f32_less_or_equal(a, b, &y, 6)
    #expect(y == [1, 0, 1, 0, 0, 1])
    edgec_f32_greater(a, b, &y, 6)
    #expect(y == [0, 1, 0, 0, 0, 0])
    edgec_f32_greater_or_equal(a, b, &y, 6)
    #expect(y == [0, 1, 1, 0, 0, 1])
    edgec_s8_less_rhs_scalar([-128, 0, 127], [0], &y, 3)
    #expect(y[..<3] == [1, 0, 0])
  }

  @Test func logicAndBits() {
    var y = [UInt8](repeating: 9, count: 4)
    edgec_bool_and([0, 0, 1, 1], [0, 1, 0, 1], &y, 4)
    #expect(y == [0, 0, 0, 1])
    edgec_bool_or([0, 0, 1, 1], [0, 1, 0, 1], &y, 4)
    #expect(y == [0, 1, 1, 1])
    edgec_bool_xor([0, 0, 1, 1], [0, 1, 0, 1], &y, 4)
    #expect(y == [0, 1, 1, 0])
    edgec_bool_not([0, 1, 1, 0], &y, 4)
    #expect(y == [1, 0, 0, 1])
    edgec_u8_shift_left([1, 255, 1, 3], [7, 1, 8, 255], &y, 4)
    #expect(y == [128, 254, 0, 0])
    var wide: [UInt64] = [0, 0]
    edgec_u64_shift_right([.max, .max], [63, 64], &wide, 2)
    #expect(wide == [1, 0])
    var signed: [Int8] = [0]
    edgec_s8_not([5], &signed, 1)
    #expect(signed == [-6])
  }
}
