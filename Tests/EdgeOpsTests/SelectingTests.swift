import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// NonZero, Compress and Unique: what ONNX's node tests leave out, on the reference kernel and in C.
struct SelectingTests {
  @Test(arguments: [[], [0], [3, 0], [1], [2, 3, 4]]) func nonZeroOfAnyShape(_ shape: [Int]) throws {
    try OperatorCheck(NonZero(), [Tensor.random(shape, of: Int8.self, in: -1.9...1.9)]).generatedC()
    try OperatorCheck(NonZero(), [Tensor.randomBools(shape)]).generatedC()
    try OperatorCheck(NonZero(), [Tensor.random(shape, of: Double.self)]).generatedC()
  }

  @Test func nanIsNotZero() throws {
    let x = Tensor([3], [Float](arrayLiteral: .nan, -0.0, 1))
    let check = try OperatorCheck(NonZero(), [x])
    try check.generatedC()
    #expect(try NonZero().evaluate([x])[0].elements(as: Int64.self) == [0, 2, 0])
  }

  @Test(arguments: 0..<3, [0, 1, 3]) func compressShorterConditions(_ axis: Int, _ length: Int) throws {
    let x = Tensor.random([3, 4, 5], of: Float.self)
    for seed in 1...3 as ClosedRange<UInt64> {
      try OperatorCheck(Compress(axis: axis), [x, Tensor.randomBools([length], seed: seed)]).generatedC()
    }
  }

  @Test(arguments: 0..<3, [true, false]) func uniqueSlices(_ axis: Int, _ isSorted: Bool) throws {
    let op = Unique(axis: axis, isSorted: isSorted)
    try OperatorCheck(op, [Tensor.random([4, 2, 2], of: Int64.self, in: 0...1.9)]).generatedC()
    try OperatorCheck(op, [Tensor.randomBools([2, 5, 1])]).generatedC()
    try OperatorCheck(op, [Tensor([0, 0, 0], [Float]())]).generatedC()
  }

  @Test(arguments: [true, false]) func uniqueNaNAndZeros(_ isSorted: Bool) throws {
    let x = Tensor([6], [Float](arrayLiteral: .nan, 0, 2, -0.0, .nan, -1))
    let op = Unique(axis: 0, isSorted: isSorted)
    try OperatorCheck(op, [x]).generatedC()
    let results = try op.evaluate([x])
    #expect(results[1].elements(as: Int64.self) == (isSorted ? [5, 1, 2, 0, 0, 0] : [0, 1, 2, 5, 0, 0]))
    #expect(results[3].elements(as: Int64.self) == (isSorted ? [1, 2, 1, 2, 0, 0] : [2, 2, 1, 1, 0, 0]))
    #expect(results[4].integers() == [4])
  }

  @Test func constraints() {
    let (x, condition) = (TensorType(.float32, [2, 3]), TensorType(.bool, [3]))
    expectRefusal(NonZero(), [x, x], "C1")
    expectRefusal(Compress(axis: 2), [x, condition], "C1")
    expectRefusal(Compress(axis: 0), [x, condition], "C2")
    expectRefusal(Compress(axis: 1), [x, TensorType(.int8, [3])], "C2")
    expectRefusal(Compress(axis: 1), [x, TensorType(.bool, [3, 1])], "C2")
    expectRefusal(Unique(axis: 2, isSorted: true), [x], "C1")
  }
}
