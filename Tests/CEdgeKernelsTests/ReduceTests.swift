import CEdgeKernels
import Testing

struct ReduceTests {
  struct Kernel: @unchecked Sendable, CustomTestStringConvertible {
    typealias Dense = (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int32, Int32, Int32) -> Void
    typealias Strided = (
      UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int32, UnsafePointer<Int32>, UnsafePointer<Int32>,
      Int32,
      UnsafePointer<Int32>, UnsafePointer<Int32>
    ) -> Void
    var testDescription: String
    var dense: Dense
    var strided: Strided
    var reference: ([Double]) -> Double
  }

  static let kernels: [Kernel] = [
    .init(
      testDescription: "sum", dense: { edgec_f32_reduce_sum($0, $1, $2, $3, $4) },
      strided: { edgec_f32_reduce_sum_strided($0, $1, $2, $3, $4, $5, $6, $7) },
      reference: { $0.reduce(0, +) }),
    .init(
      testDescription: "mean", dense: { edgec_f32_reduce_mean($0, $1, $2, $3, $4) },
      strided: { edgec_f32_reduce_mean_strided($0, $1, $2, $3, $4, $5, $6, $7) },
      reference: { $0.reduce(0, +) / Double($0.count) }),
    .init(
      testDescription: "max", dense: { edgec_f32_reduce_max($0, $1, $2, $3, $4) },
      strided: { edgec_f32_reduce_max_strided($0, $1, $2, $3, $4, $5, $6, $7) },
      reference: { $0.contains(where: \.isNaN) ? .nan : $0.max() ?? -.infinity }),
    .init(
      testDescription: "min", dense: { edgec_f32_reduce_min($0, $1, $2, $3, $4) },
      strided: { edgec_f32_reduce_min_strided($0, $1, $2, $3, $4, $5, $6, $7) },
      reference: { $0.contains(where: \.isNaN) ? .nan : $0.min() ?? .infinity }),
    .init(
      testDescription: "prod", dense: { edgec_f32_reduce_prod($0, $1, $2, $3, $4) },
      strided: { edgec_f32_reduce_prod_strided($0, $1, $2, $3, $4, $5, $6, $7) },
      reference: { $0.reduce(1, *) }),
  ]

  @Test(
    arguments: kernels,
    [
      [1, 1, 1], [2, 7, 1], [3, 5, 6], [1, 2000, 1], [2, 1500, 5], [0, 3, 2], [2, 0, 3], [2, 3, 0],
      [1, 131, 1],
    ])
  func dense(_ kernel: Kernel, shape: [Int]) {
    var numbers = Numbers(seed: 9)
    var x = numbers.floats(product(shape)).map { $0 + 1.5 }
    if shape == [3, 5, 6] { x[31] = .nan }
    let expected = indices(of: [shape[0], shape[2]]).map { i in
      kernel.reference((0..<shape[1]).map { Double(x[(i[0] * shape[1] + $0) * shape[2] + i[1]]) })
    }
    var y = [Float](repeating: 9, count: shape[0] * shape[2])
    kernel.dense(x, &y, Int32(shape[0]), Int32(shape[1]), Int32(shape[2]))
    expectClose(y, expected.map { Double(Float($0)) })
  }

  @Test(arguments: kernels, [[0, 2], [1, 3], [0, 1, 2, 3], [3]])
  func strided(_ kernel: Kernel, axes: [Int]) {
    let shape = [3, 4, 2, 5]
    let strides = rowMajorStrides(shape)
    let kept = shape.indices.filter { !axes.contains($0) }
    var numbers = Numbers(seed: 10)
    let x = numbers.floats(product(shape)).map { $0 + 1 }
    let expected = indices(of: kept.map { shape[$0] }).map { i in
      kernel.reference(
        indices(of: axes.map { shape[$0] }).map { r in
          Double(
            x[
              zip(i, kept).map { $0 * strides[$1] }.reduce(0, +)
                + zip(r, axes).map { $0 * strides[$1] }.reduce(0, +)])
        })
    }
    var y = [Float](repeating: 9, count: expected.count)
    kernel.strided(
      x, &y, Int32(kept.count), kept.map { shape[$0] }.int32, kept.map { strides[$0] }.int32,
      Int32(axes.count),
      axes.map { shape[$0] }.int32, axes.map { strides[$0] }.int32)
    expectClose(y, expected)
  }

  /// Serial summation would be off by hundreds here.
  @Test func longSumsStayAccurate() {
    let count = 1 << 20
    let x = [Float](repeating: 0.1, count: count)
    var y: [Float] = [0]
    edgec_f32_reduce_sum(x, &y, 1, Int32(count), 1)
    expectClose(y, [Double(Float(0.1)) * Double(count)])
    edgec_f32_reduce_mean(x, &y, 1, Int32(count), 1)
    expectClose(y, [Double(Float(0.1))])
  }

  @Test func integers() {
    let x: [Int32] = [.max, 1, -5, -2, 3, 4]
    var y: [Int32] = [0, 0]
    edgec_s32_reduce_sum(x, &y, 2, 3, 1)
    #expect(y == [Int32.max - 4, 5])
    edgec_s32_reduce_mean([-7, 2, 2, 7, 0, 1], &y, 2, 3, 1)
    #expect(y == [-1, 2])
    edgec_s32_reduce_prod([.max, 2, 1, -2, 3, 4], &y, 2, 3, 1)
    #expect(y == [-2, -24])
    var m: [UInt8] = [0]
    edgec_u8_reduce_max([3, 200, 7], &m, 1, 3, 1)
    #expect(m == [200])
  }

  @Test func positions() {
    let x: [Float] = [1, 3, 3, 2, .nan, 5, .nan, 0]
    var y: [Int64] = [9, 9]
    edgec_f32_argmax_s64(x, &y, 2, 4, 1, 0)
    #expect(y == [1, 0])
    edgec_f32_argmax_s64(x, &y, 2, 4, 1, 1)
    #expect(y == [2, 2])
    var z: [Int32] = [9, 9, 9]
    edgec_s8_argmin_s32([5, -1, 3, 4, -1, -128], &z, 1, 2, 3, 0)
    #expect(z == [1, 0, 1])
    edgec_s8_argmin_s32([5, -1, 3, 4, -1, -128], &z, 1, 2, 3, 1)
    #expect(z == [1, 1, 1])
  }
}
