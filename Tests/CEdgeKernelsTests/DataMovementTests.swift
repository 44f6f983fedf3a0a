import CEdgeKernels
import Testing

struct DataMovementTests {
  /// `x[i]` for i in the shape's row-major order, so that every value names its place.
  private func counted(_ shape: [Int]) -> [UInt32] { (0..<product(shape)).map { UInt32($0) + 100 } }

  @Test(arguments: [
    ([2, 3, 4], [2, 0, 1]), ([5], [0]), ([1, 2, 3, 4, 1, 2], [5, 3, 1, 0, 2, 4]), ([0, 2], [1, 0]),
  ])
  func transpose(shape: [Int], perm: [Int]) {
    let x = counted(shape)
    let strides = rowMajorStrides(shape)
    let dims = perm.map { shape[$0] }
    let expected = indices(of: dims).map { i in x[zip(i, perm).map { $0 * strides[$1] }.reduce(0, +)] }
    var y = [UInt32](repeating: 9, count: x.count)
    edgec_x32_strided_copy(x, &y, 0, Int32(dims.count), dims.int32, perm.map { strides[$0] }.int32)
    #expect(y == expected)
  }

  @Test(arguments: [(2, 3, 5), (1, 40, 33), (1, 1, 7), (0, 2, 2)])
  func transpose2D(batch: Int, rows: Int, columns: Int) {
    let x = counted([batch, rows, columns])
    let expected = indices(of: [batch, columns, rows]).map { x[($0[0] * rows + $0[2]) * columns + $0[1]] }
    var y = [UInt32](repeating: 9, count: x.count)
    edgec_x32_transpose2d(x, &y, Int32(batch), Int32(rows), Int32(columns))
    #expect(y == expected)
    var bytes = [UInt8](repeating: 9, count: x.count)
    edgec_x8_transpose2d(
      x.map { UInt8(truncatingIfNeeded: $0) }, &bytes, Int32(batch), Int32(rows), Int32(columns))
    #expect(bytes == expected.map { UInt8(truncatingIfNeeded: $0) })
  }

  @Test func sliceWithSteps() {
    let x = counted([4, 6])
    var y = [UInt32](repeating: 9, count: 6)
    // x[3:0:-2, 1:6:2]
    edgec_x32_strided_copy(x, &y, 3 * 6 + 1, 2, [2, 3], [-12, 2])
    #expect(y == [x[19], x[21], x[23], x[7], x[9], x[11]])
  }

  @Test func broadcastTo() {
    var y = [UInt64](repeating: 9, count: 12)
    edgec_x64_strided_copy([7, 8] as [UInt64], &y, 0, 3, [2, 2, 3], [0, 1, 0])
    #expect(y == [7, 7, 7, 8, 8, 8, 7, 7, 7, 8, 8, 8])
  }

  @Test(arguments: [0, 1, 2, 3])
  func pad(mode: Int) {
    let shape = [2, 3, 4]
    let (begins, ends) = ([1, 2, 3], [1, 0, 2])
    let dims = (0..<3).map { begins[$0] + shape[$0] + ends[$0] }
    let x = counted(shape)
    func source(_ i: Int, _ n: Int) -> Int? {
      if (0..<n).contains(i) { return i }
      switch mode {
      case 1:
        return Array(0..<n).indices.first { k in (i - k) % (2 * (n - 1)) == 0 || (i + k) % (2 * (n - 1)) == 0
        }
      case 2: return Swift.min(Swift.max(i, 0), n - 1)
      case 3: return ((i % n) + n) % n
      default: return nil
      }
    }
    let expected = indices(of: dims).map { i -> UInt32 in
      let from = (0..<3).map { source(i[$0] - begins[$0], shape[$0]) }
      guard let a = from[0], let b = from[1], let c = from[2] else { return 5 }
      return x[(a * 3 + b) * 4 + c]
    }
    var y = [UInt32](repeating: 9, count: product(dims))
    edgec_x32_pad(x, [5] as [UInt32], &y, Int32(mode), 3, shape.int32, dims.int32, begins.int32)
    #expect(y == expected)
  }

  @Test func padOfNothingAndByNothing() {
    var y: [UInt16] = [9, 9]
    edgec_x16_pad([] as [UInt16], [4] as [UInt16], &y, 0, 1, [0], [2], [1])
    #expect(y == [4, 4])
    edgec_x16_pad([1, 2] as [UInt16], [4] as [UInt16], &y, 0, 1, [2], [2], [0])
    #expect(y == [1, 2])
  }

  @Test func gather() {
    let x = counted([2, 3, 2])
    var y = [UInt32](repeating: 9, count: 2 * 4 * 2)
    var expected: [UInt32] = []
    for outer in 0..<2 {
      for slice in [2, 0, 2, 0] {
        let first = outer * 6 + slice * 2
        expected += x[first...first + 1]
      }
    }
    edgec_x32_gather_s32(x, [2, 0, -1, -3], &y, 2, 3, 2, 4)
    #expect(y == expected)
    edgec_x32_gather_s64(x, [2, 0, -1, -3], &y, 2, 3, 2, 4)
    #expect(y == expected)
    edgec_x32_gather_s64(x, [.max, .min, 1 << 33, -(1 << 33)], &y, 2, 3, 2, 4)
    #expect(y == expected, "indices outside select the nearest slice")
  }

  @Test func concat() {
    var y = [UInt32](repeating: 9, count: 10)
    edgec_x32_concat([1, 2, 3, 4] as [UInt32], &y, 2, 2, 5, 0)
    edgec_x32_concat([5, 6, 7, 8, 9, 10] as [UInt32], &y, 2, 3, 5, 2)
    #expect(y == [1, 2, 5, 6, 7, 3, 4, 8, 9, 10])
  }

  @Test func select() {
    var y: [UInt16] = [9, 9, 9]
    edgec_x16_select([1, 0, 1], [1, 2, 3] as [UInt16], [4, 5, 6] as [UInt16], &y, 3)
    #expect(y == [1, 5, 3])
    var z = [UInt8](repeating: 9, count: 6)
    edgec_x8_select_broadcast(
      [1, 0], [1, 2, 3] as [UInt8], [7] as [UInt8], &z, 2, [2, 3], [1, 0], [0, 1], [0, 0])
    #expect(z == [1, 2, 3, 7, 7, 7])
  }
}
