import CEdgeKernels
import Testing

struct MatrixProductTests {
  @Test(arguments: [(1, 1, 1), (3, 5, 7), (2, 1000, 9), (0, 4, 4), (4, 0, 5), (5, 64, 16), (2, 2048, 33)])
  func fullyConnected(m: Int, k: Int, n: Int) {
    var numbers = Numbers(seed: 5)
    let x = numbers.floats(m * k)
    let w = numbers.floats(n * k)
    let bias = numbers.floats(n)
    let expected = indices(of: [m, n]).map { i in
      let sum = (0..<k).reduce(Double(bias[i[1]])) {
        $0 + Double(x[i[0] * k + $1]) * Double(w[i[1] * k + $1])
      }
      return clamp(sum, 0, 6)
    }
    var y = [Float](repeating: 9, count: m * n)
    edgec_f32_fully_connected(x, w, bias, &y, Int32(m), Int32(k), Int32(n), 0, 6)
    expectClose(y, expected)
  }

  @Test(arguments: [(1, 1, 1), (3, 5, 7), (2, 700, 19), (4, 0, 5), (3, 8, 32), (0, 3, 3)])
  func matmulBroadcastsBatches(m: Int, k: Int, n: Int) {
    var numbers = Numbers(seed: 6)
    let a = numbers.floats(2 * m * k)
    let b = numbers.floats(3 * k * n)
    let expected = indices(of: [2, 3, m, n]).map { i in
      (0..<k).reduce(0.0) {
        $0 + Double(a[(i[0] * m + i[2]) * k + $1]) * Double(b[(i[1] * k + $1) * n + i[3]])
      }
    }
    var y = [Float](repeating: 9, count: 6 * m * n)
    edgec_f32_matmul(
      a, b, &y, 2, [2, 3], [Int32(m * k), 0], [0, Int32(k * n)], Int32(m), Int32(k), Int32(n))
    expectClose(y, expected)
  }

  @Test func integerMatmulWraps() {
    var y: [Int32] = [0]
    edgec_s32_matmul([.max, 3], [2, 5], &y, 0, nil, nil, nil, 1, 2, 1)
    #expect(y == [Int32.max &* 2 &+ 15])
  }
}
