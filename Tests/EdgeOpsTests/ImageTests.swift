import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// Col2Im, LocalResponseNormalization and image operators that are compositions.
struct ImageTests {
  @Test func normalisingInC() throws {
    var batch = OperatorsInC()
    for (axis, size) in [(1, 1), (1, 2), (2, 3), (3, 4), (0, 20)] {
      let op = LocalResponseNormalization(axis: axis, size: size, alpha: 0.5, beta: 0.75, bias: 1.5)
      try batch.add(op, [Tensor.random([2, 5, 3, 7], of: Float.self)])
      try batch.add(op, [Tensor.random([2, 5, 3, 7], of: Double.self)])
    }
    try batch.check(sanitizers: [.address, .undefined])
  }

  @Test func evenNeighbourhoodsReachFurtherBehind() throws {
    let op = LocalResponseNormalization(axis: 0, size: 2, alpha: 2, beta: 1, bias: 0)
    let y = try op.evaluate([Tensor([3], [1, 2, 4] as [Float])])[0]
    #expect(y.elements(as: Float.self) == [0.2, 0.1, 0.25] as [Float])
  }

  @Test func foldingInC() throws {
    var batch = OperatorsInC()
    let window = WindowGeometry(
      kernel: [2, 3], strides: [1, 2], dilations: [2, 1], padsBegin: [1, 0], padsEnd: [0, 1])
    let op = Col2Im(image: [5, 6], geometry: window)
    try batch.add(op, [Tensor.random([2, 12, 12], of: Float.self)])
    try batch.add(op, [Tensor.random([2, 12, 12], of: Double.self)])
    try batch.add(op, [Tensor.random([1, 6, 12], of: Int8.self)])
    try batch.add(op, [Tensor.random([1, 6, 12], of: Int64.self)])
    let line = WindowGeometry(kernel: [3], strides: [2], dilations: [1], padsBegin: [1], padsEnd: [1])
    try batch.add(Col2Im(image: [7], geometry: line), [Tensor.random([1, 3, 4], of: Float.self)])
    try batch.check(sanitizers: [.address, .undefined])
  }

  @Test func constraints() {
    let window = WindowGeometry(
      kernel: [2, 2], strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0])
    let fold = Col2Im(image: [3, 3], geometry: window)
    expectRefusal(fold, [TensorType(.bool, [1, 4, 4])], "C1")
    expectRefusal(fold, [TensorType(.float32, [4, 4])], "C1")
    expectRefusal(Col2Im(image: [3], geometry: window), [TensorType(.float32, [1, 4, 4])], "C2")
    expectRefusal(Col2Im(image: [3, -1], geometry: window), [TensorType(.float32, [1, 4, 4])], "C2")
    expectRefusal(Col2Im(image: [1, 1], geometry: window), [TensorType(.float32, [1, 4, 1])], "C3")
    expectRefusal(fold, [TensorType(.float32, [1, 4, 5])], "C3")
    expectRefusal(fold, [TensorType(.float32, [1, 5, 4])], "C4")

    func normalise(_ axis: Int, _ size: Int) -> LocalResponseNormalization {
      LocalResponseNormalization(axis: axis, size: size, alpha: 1, beta: 1, bias: 1)
    }
    expectRefusal(normalise(0, 1), [TensorType(.int32, [4])], "C1")
    expectRefusal(normalise(1, 1), [TensorType(.float32, [4])], "C2")
    expectRefusal(normalise(0, 0), [TensorType(.float32, [4])], "C3")
  }

  @Test(arguments: [[0, 2], [-1, 2, 2, 2], [1, 1, 1 << 20, 1 << 20], [1, 1, -1, 2]] as [[Int64]])
  func hostileGrids(_ size: [Int64]) {
    let theta = Tensor.random([1, 2, 3], of: Float.self)
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("AffineGrid", opset: 20, [theta, Tensor([size.count], size)], constants: [1])
    }
  }

  @Test(arguments: [([2], [-1]), ([2, 2, 2], nil), ([2, 2], [0, 0])] as [([Int64], [Int64]?)])
  func hostileCrops(_ sizes: [Int64], _ axes: [Int64]?) throws {
    let inputs = [Tensor.random([4, 4], of: Float.self), Tensor([sizes.count], sizes)]
    let attributes = axes.map { [ONNXAttribute(name: "axes", value: .ints($0))] } ?? []
    func run() throws -> Tensor {
      try ONNXNodeRun("CenterCropPad", opset: 18, attributes: attributes, inputs, constants: [1]).outputs[0]
    }
    if axes == [-1] {
      #expect(try run().shape == [4, 2])
    } else {
      #expect(throws: DiagnosticsError.self) { try run() }
    }
  }
}
