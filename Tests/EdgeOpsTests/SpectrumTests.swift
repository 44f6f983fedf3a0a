import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// DFT, STFT and their windows beyond ONNX's cases.
struct SpectrumTests {
  private static let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-4)

  /// Lengths with small and large prime factors, shorter and longer than the signal.
  @Test(arguments: DFT.Kind.allCases, [1, 2, 5, 12, 61, 64, 90])
  func inC(_ kind: DFT.Kind, _ length: Int) throws {
    let parts = kind == .forwardReal ? 1 : 2
    let x = Tensor.random([2, 61, 3, parts], of: Float.self)
    try OperatorCheck(DFT(kind, axis: 1, length: length), [x]).generatedC(Self.tolerance)
  }

  @Test(arguments: [7, 8]) func inverseUndoes(_ length: Int) throws {
    let x = Tensor.random([2, length, 1], of: Double.self)
    let close = OperatorCheck.Tolerance(relative: 1e-12, absolute: 1e-12)
    let half = try DFT(.forwardReal, axis: 1, length: length).evaluate([x])
    let back = try DFT(.inverseReal, axis: 1, length: length).evaluate(half)[0]
    try OperatorCheck.compare(back, x, close)
    let z = Tensor.random([length, 2, 2], of: Double.self)
    let whole = try DFT(.forward, axis: 0, length: length).evaluate([z])
    try OperatorCheck.compare(DFT(.inverse, axis: 0, length: length).evaluate(whole)[0], z, close)
  }

  @Test(arguments: [0, 1]) func shortTimeAgreesWithONNXRuntime(_ isOneSided: Int) throws {
    let signal = Tensor.random([2, 100, 1], of: Float.self)
    let inputs: [Tensor?] = [
      signal, Tensor(scalar: Int64(7)), .random([16], of: Float.self), Tensor(scalar: Int64(16)),
    ]
    let attribute = ONNXOracle.Attribute("onesided", .int(isOneSided))
    let expected = try ONNXOracle.run("STFT", opset: 17, attributes: [attribute], inputs)
    let run = try ONNXNodeRun("STFT", opset: 17, attributes: [attribute.onnx], inputs, constants: [1, 3])
    try OperatorCheck.compare(run.outputs[0], expected[0], Self.tolerance)
  }

  @Test func frames() throws {
    let op = Frame(axis: 1, length: 4, step: 3)
    let frames = try op.evaluate([Tensor([1, 9], (0..<9).map { Int32($0) })])[0]
    #expect(frames.shape == [1, 2, 4])
    #expect(frames.elements(as: Int32.self) == [0, 1, 2, 3, 3, 4, 5, 6])
    try OperatorCheck(op, [.random([2, 31, 3], of: Float.self)]).generatedC()
  }

  @Test func symmetricWindows() throws {
    let periodic = ONNXAttribute(name: "periodic", value: .int(0))
    let size = [Tensor(scalar: Int64(5))]
    func window(_ name: String) throws -> Tensor {
      try ONNXNodeRun(name, opset: 17, attributes: [periodic], size, constants: [0]).outputs[0]
    }
    try OperatorCheck.compare(window("HannWindow"), Tensor([5], [0, 0.5, 1, 0.5, 0] as [Float]))
    try OperatorCheck.compare(window("BlackmanWindow"), Tensor([5], [0, 0.34, 1, 0.34, 0] as [Float]))
  }

  @Test func constraints() {
    let real = TensorType(.float32, [2, 8, 1])
    expectRefusal(DFT(.forward, axis: 1, length: 8), [TensorType(.float32, [2, 8, 3])], "C1")
    expectRefusal(DFT(.forward, axis: 1, length: 8), [TensorType(.int32, [2, 8, 1])], "C1")
    expectRefusal(DFT(.forward, axis: 2, length: 8), [real], "C2")
    expectRefusal(DFT(.forward, axis: 1, length: 0), [real], "C3")
    expectRefusal(DFT(.forward, axis: 1, length: 1 << 60), [real], "C3")
    expectRefusal(DFT(.inverseReal, axis: 1, length: 8), [real], "C4")
    expectRefusal(DFT(.forwardReal, axis: 1, length: 8), [TensorType(.float32, [2, 8, 2])], "C4")
    expectRefusal(Frame(axis: 3, length: 1, step: 1), [real], "C1")
    expectRefusal(Frame(axis: 1, length: 0, step: 1), [real], "C2")
    expectRefusal(Frame(axis: 1, length: 1, step: 0), [real], "C2")
    expectRefusal(Frame(axis: 1, length: 9, step: 1), [real], "C3")
  }
}
