import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Windows over a 7 x 6 image: without padding, as TFLite's SAME, padded otherwise, hanging over the end.
private let windows: [(WindowGeometry, overhang: [Int])] = [
  (window([2, 3], [1, 1], [0, 0], [0, 0]), [0, 0]),
  (window([3, 3], [2, 2], [1, 0], [1, 1]), [0, 0]),
  (window([3, 3], [1, 1], [1, 1], [1, 1]), [0, 0]),
  (window([3, 2], [2, 2], [1, 1], [0, 1]), [0, 0]),
  (window([2, 2], [2, 2], [0, 0], [0, 0]), [1, 0]),
  (window([3, 3], [2, 3], [1, 1], [1, 1]), [0, 1]),
]

private func window(_ kernel: [Int], _ strides: [Int], _ begins: [Int], _ ends: [Int]) -> WindowGeometry {
  WindowGeometry(kernel: kernel, strides: strides, dilations: [1, 1], padsBegin: begins, padsEnd: ends)
}

struct PoolTests {
  private let image = Tensor.random([2, 7, 6, 3], of: Float.self)

  @Test(arguments: windows.indices, [nil, Clamp.relu6, Clamp(lower: -2, upper: 1)])
  func maximumInLiteRT(_ index: Int, _ activation: Clamp?) throws {
    var (geometry, overhang) = windows[index]
    geometry.padsEnd = zip(geometry.padsEnd, overhang).map { $0 + $1 }
    try OperatorCheck(MaxPool(geometry: geometry, activation: activation), [image]).liteRT()
  }

  @Test(arguments: windows.indices, [false, true])
  func meanInLiteRT(_ index: Int, _ countsPadding: Bool) throws {
    let (geometry, overhang) = windows[index]
    for activation in [nil, Clamp.relu, Clamp(lower: -2, upper: 1)] {
      let op = AveragePool(
        geometry: geometry, overhang: overhang, countsPadding: countsPadding, activation: activation)
      try OperatorCheck(op, [image]).liteRT()
    }
  }

  @Test func maximumConstraints() {
    let geometry = window([8, 1], [1, 1], [0, 0], [0, 0])
    expectRefusal(MaxPool(geometry: geometry), [TensorType(.bool, [1, 8, 8, 1])], "C1")
    expectRefusal(MaxPool(geometry: geometry), [TensorType(.float32, [8, 8])], "C1")
    expectRefusal(MaxPool(geometry: geometry), [TensorType(.float32, [1, 7, 8, 1])], "C2")
    expectRefusal(MaxPool(geometry: geometry), [TensorType(.float32, [1, 8, 1])], "C2")
    let limited = MaxPool(geometry: geometry, activation: .relu)
    expectRefusal(limited, [TensorType(.int8, [1, 8, 8, 1])], "C3")
  }

  @Test func meanConstraints() {
    func pool(_ overhang: [Int] = [0, 0], _ activation: Clamp? = nil) -> AveragePool {
      AveragePool(
        geometry: window([8, 1], [1, 1], [0, 0], [0, 0]), overhang: overhang, countsPadding: false,
        activation: activation)
    }
    expectRefusal(pool(), [TensorType(.int32, [1, 8, 8, 1])], "C1")
    expectRefusal(pool(), [TensorType(.float32, [1, 7, 8, 1])], "C2")
    expectRefusal(pool([0]), [TensorType(.float32, [1, 8, 8, 1])], "C3")
    expectRefusal(pool([0, -1]), [TensorType(.float32, [1, 8, 8, 1])], "C3")
    expectRefusal(pool([0, 0], .relu), [TensorType(.float64, [1, 8, 8, 1])], "C4")
  }
}
