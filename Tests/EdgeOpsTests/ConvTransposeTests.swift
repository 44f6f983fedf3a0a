import EdgeIR
import EdgeOps
import EdgeTestSupport
import ONNXFormat
import Testing

struct ConvTransposeTests {
  private static func op(
    _ strides: [Int], _ size: [Int], pads: [Int]? = nil, dilations: [Int]? = nil, groups: Int = 1,
    _ activation: Clamp? = nil
  ) -> ConvTranspose {
    ConvTranspose(
      strides: strides, dilations: dilations ?? strides.map { _ in 1 }, pads: pads ?? strides.map { _ in 0 },
      size: size, groups: groups, activation: activation)
  }

  @Test func inC() throws {
    var batch = OperatorsInC()
    let image = Tensor.random([2, 3, 4, 6], of: Float.self)
    let weights = Tensor.random([5, 3, 2, 6], of: Float.self, seed: 2)
    let bias = Tensor.random([5], of: Float.self, seed: 3)
    for strides in [[1, 1], [2, 3]] {
      try batch.add(Self.op(strides, [7, 9]), [image, weights, bias])
      try batch.add(Self.op(strides, [4, 5], pads: [1, 2], .relu), [image, weights, nil])
      try batch.add(Self.op(strides, [12, 14], dilations: [2, 3]), [image, weights])
    }
    let grouped = Tensor.random([4, 3, 2, 3], of: Float.self, seed: 4)
    try batch.add(Self.op([2, 2], [7, 8], groups: 2), [image, grouped])
    try batch.add(
      Self.op([2, 2], [7, 8], groups: 2), [image, grouped].map { try Cast(to: .float64).evaluate([$0])[0] })
    let volume = Tensor.random([1, 2, 3, 2, 4], of: Float.self)
    try batch.add(
      Self.op([2, 1, 2], [4, 4, 4]), [volume, Tensor.random([3, 2, 2, 3, 4], of: Float.self, seed: 5)])
    try batch.check(sanitizers: [.address, .undefined])
  }

  /// The transposed operator, by definition: `<y, conv(x)> = <convTranspose(y), x>`.
  @Test(arguments: [1, 2]) func isTheTransposeOfConv(_ groups: Int) throws {
    let conv = Conv(
      strides: [2, 3], dilations: [1, 2], padsBegin: [1, 0], padsEnd: [1, 2], groups: groups)
    let x = Tensor.random([1, 8, 9, 4], of: Double.self)
    let weights = Tensor.random([6, 3, 2, 4 / groups], of: Double.self, seed: 2)
    let y = try conv.evaluate([x, weights])[0]
    let cotangent = Tensor.random(y.shape, of: Double.self, seed: 3)
    // Inputs and outputs swap within each group.
    let inner = [groups, 6 / groups, 3, 2, 4 / groups]
    let turned = try Transpose(permutation: [0, 4, 2, 3, 1]).evaluate([weights.reshaped(inner)])[0]
    let transposed = ConvTranspose(
      strides: [2, 3], dilations: [1, 2], pads: [1, 0], size: [8, 9], groups: groups)
    let back = try transposed.evaluate([cotangent, turned.reshaped([4, 3, 2, 6 / groups])])[0]
    let left = zip(y.doubles(), cotangent.doubles()).reduce(0) { $0 + $1.0 * $1.1 }
    let right = zip(x.doubles(), back.doubles()).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(left - right) < 1e-9 * abs(left))
  }

  /// What ONNX says of shapes: size and padding from `output_shape`, `auto_pad` and `output_padding`.
  @Test(
    arguments: [
      ([("output_shape", .ints([10, 8]))], [10, 8], [0, 0]),
      ([("output_shape", .ints([1, 2, 6, 5]))], [6, 5], [2, 1]),
      (
        [("output_shape", .ints([6, 5])), ("auto_pad", .string(Array("SAME_UPPER".utf8)))], [6, 5], [1, 1]
      ),
      ([("auto_pad", .string(Array("SAME_LOWER".utf8)))], [9, 6], [0, 1]),
      ([("auto_pad", .string(Array("VALID".utf8)))], [9, 7], [0, 0]),
      ([("output_padding", .ints([1, 1])), ("pads", .ints([1, 0, 0, 1]))], [9, 7], [1, 0]),
    ] as [([(String, ONNXAttributeValue)], [Int], [Int])])
  func placement(_ attributes: [(String, ONNXAttributeValue)], _ size: [Int], _ pads: [Int]) throws {
    let all = [("strides", .ints([3, 2]))] + attributes
    let run = try ONNXNodeRun(
      "ConvTranspose", opset: 11, attributes: all.map { ONNXAttribute(name: $0.0, value: $0.1) },
      [Tensor.random([1, 1, 3, 3], of: Float.self), Tensor.random([1, 2, 3, 3], of: Float.self)])
    let op = try #require(run.graph.nodes.compactMap { $0.operator as? ConvTranspose }.first)
    #expect(op.size == size)
    #expect(op.pads == pads)
  }

  @Test func constraints() {
    let x = TensorType(.float32, [1, 4, 4, 6])
    let weights = TensorType(.float32, [4, 3, 3, 6])
    let op = Self.op([1, 1], [6, 6])
    expectRefusal(op, [x, TensorType(.float64, weights.shape)], "C1")
    expectRefusal(op, [x, TensorType(.float32, [4, 3, 6])], "C2")
    expectRefusal(op, [x, TensorType(.float32, [4, 3, 3, 5])], "C3")
    expectRefusal(Self.op([1, 1], [6, 6], groups: 0), [x, weights], "C3")
    expectRefusal(
      Self.op([1, 1], [6, 6], groups: 3), [x, TensorType(.float32, [4, 3, 3, 2])], "C4")
    expectRefusal(op, [x, weights, TensorType(.float32, [5])], "C5")
    expectRefusal(Self.op([1, 1], [6, -1]), [x, weights], "C6")
    expectRefusal(Self.op([1], [6, 6]), [x, weights], "C6")
    expectRefusal(Self.op([1, 0], [6, 6]), [x, weights], "C6")
  }
}
