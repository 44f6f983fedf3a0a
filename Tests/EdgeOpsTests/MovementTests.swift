import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Operators that only move elements, in LiteRT.
struct MovementTests {
  private let x = Tensor.random([2, 3, 4], of: Float.self)

  @Test(arguments: 0..<3) func concat(_ axis: Int) throws {
    var shape = [2, 3, 4]
    shape[axis] = 5
    try OperatorCheck(Concat(axis: axis), [x, Tensor.random(shape, of: Float.self, seed: 2), x]).liteRT()
    try OperatorCheck(Concat(axis: axis), [x]).liteRT()
    try OperatorCheck(
      Concat(axis: axis), [Tensor.random([2, 3, 4], of: Int64.self), Tensor.random(shape, of: Int64.self)]
    )
    .liteRT()
  }

  @Test(arguments: [
    Slice(starts: [1, 0, 1], steps: [1, 1, 1], sizes: [1, 2, 3]),
    Slice(starts: [1, 0, 3], steps: [-1, 2, -1], sizes: [2, 2, 4]),
    Slice(starts: [0, 2, 3], steps: [1, -2, -2], sizes: [2, 2, 1]),
  ])
  func slice(_ op: Slice) throws {
    try OperatorCheck(op, [x]).liteRT()
    try OperatorCheck(op, [Tensor.random([2, 3, 4], of: Int64.self)]).liteRT()
  }

  @Test(arguments: Pad.Mode.allCases) func pad(_ mode: Pad.Mode) throws {
    let op = Pad(mode, begins: [0, 1, 2], ends: [1, 5, 0])
    try OperatorCheck(op, [x]).liteRT()
    try OperatorCheck(op, [Tensor.random([2, 3, 4], of: Int32.self)]).liteRT()
    try OperatorCheck(op, [x, Tensor(scalar: Float(3))], constants: [1]).liteRT()
    try OperatorCheck(op, [x, Tensor(scalar: Float(3))]).liteRT()
  }

  @Test(arguments: [[2, 3, 4], [5, 1, 2, 3, 4]]) func broadcast(_ shape: [Int]) throws {
    try OperatorCheck(BroadcastTo(shape: shape), [Tensor.random([2, 1, 4], of: Float.self)]).liteRT()
    try OperatorCheck(BroadcastTo(shape: shape), [Tensor.random([1], of: Int64.self)]).liteRT()
    try OperatorCheck(BroadcastTo(shape: [1, 2, 1, 4]), [Tensor.random([2, 1, 4], of: Float.self)]).liteRT()
  }

  @Test func constraints() {
    let type = TensorType(.float32, [2, 3])
    expectRefusal(Concat(axis: 0), [type, TensorType(.int32, [2, 3])], "C1")
    expectRefusal(Concat(axis: 0), [type, TensorType(.float32, [2, 4])], "C2")
    expectRefusal(Concat(axis: 2), [type, type], "C2")
    expectRefusal(Slice(starts: [0], steps: [1], sizes: [1]), [type], "C1")
    expectRefusal(Slice(starts: [0, 0], steps: [0, 1], sizes: [1, 1]), [type], "C2")
    expectRefusal(Slice(starts: [0, 1], steps: [1, 2], sizes: [1, 2]), [type], "C3")
    expectRefusal(Slice(starts: [0, 1], steps: [1, .max], sizes: [1, 3]), [type], "C3")
    expectRefusal(Pad(.constant, begins: [0], ends: [0]), [type], "C1")
    expectRefusal(Pad(.constant, begins: [0, -1], ends: [0, 0]), [type], "C1")
    expectRefusal(Pad(.constant, begins: [0, 1], ends: [0, 0]), [type, TensorType(.int32, [])], "C2")
    expectRefusal(Pad(.edge, begins: [1, 0], ends: [0, 0]), [TensorType(.float32, [0, 3])], "C3")
    expectRefusal(BroadcastTo(shape: [2, 2]), [type], "C1")
  }
}
