import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Operators that move elements, compiled as C, with elements of every type.
struct MovementInCTests {
  @Test(arguments: ElementType.allCases.filter { $0 != .float16 }) func movement(_ type: ElementType) throws {
    func numbers(_ shape: [Int], seed: UInt64 = 1) throws -> Tensor {
      try Cast(to: type).evaluate([Tensor.random(shape, of: Int32.self, in: -9...99, seed: seed)])[0]
    }
    let x = try numbers([2, 3, 4])
    var batch = OperatorsInC()
    for permutation in [[0, 2, 1], [2, 1, 0], [1, 0, 2]] {
      try batch.add(Transpose(permutation: permutation), [x])
    }
    try batch.add(Slice(starts: [1, 2, 3], steps: [-1, -2, -1], sizes: [2, 2, 3]), [x])
    try batch.add(Slice(starts: [1, 0, 0], steps: [1, 1, 1], sizes: [1, 3, 4]), [x])
    try batch.add(Gather(axis: 1), [x, Tensor([2, 2], [0, -1, 2, -3] as [Int64])])
    try batch.add(Gather(axis: 2), [x, Tensor(scalar: Int32(3))])
    for axis in 0..<3 { try batch.add(Concat(axis: axis), [x, numbers([2, 3, 4], seed: 2), x]) }
    for mode in Pad.Mode.allCases {
      try batch.add(Pad(mode, begins: [1, 1, 2], ends: [0, 1, 0]), [x])
    }
    try batch.add(Pad(.constant, begins: [0, 0, 1], ends: [1, 0, 0]), [x, numbers([])])
    try batch.add(Tile(repeats: [2, 1, 3]), [x])
    try batch.add(Reshape(shape: [4, 6]), [x])
    try batch.add(BroadcastTo(shape: [2, 2, 3, 4]), [x])
    try batch.add(BroadcastTo(shape: [2, 3, 4]), [numbers([3, 1])])
    try batch.add(Where(), [Tensor.randomBools([3, 1]), x, numbers([1, 3, 4], seed: 3)])
    try batch.check()
  }
}
