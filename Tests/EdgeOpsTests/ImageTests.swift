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

  /// Pooling and its inverse, by the indices of the one.
  @Test func unpoolingInC() throws {
    var batch = OperatorsInC()
    let window = WindowGeometry(
      kernel: [2, 2], strides: [2, 2], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0])
    for image in [
      Tensor.random([2, 4, 6, 1], of: Float.self), Tensor.random([2, 4, 6, 1], of: Double.self),
    ] {
      let pooled = try MaxPool(geometry: window, indices: .rowMajor).evaluate([image])
      let op = MaxUnpool(shape: [2, 1, 4, 6])
      let inputs = pooled.map { $0.reshaped([2, 1, 2, 3]) }
      try batch.add(op, inputs)
      let again = try op.evaluate(inputs)[0].doubles()
      #expect(again.filter { $0 != 0 }.count == 12)
      #expect(zip(again, image.doubles()).allSatisfy { $0 == 0 || $0 == $1 })
    }
    try batch.check(sanitizers: [.address, .undefined])
    for index in [Int64(-1), 4] {
      let inputs = [Tensor([1], [1 as Float]), Tensor([1], [index])]
      #expect(throws: OperatorError.self) { try MaxUnpool(shape: [4]).evaluate(inputs) }
    }
  }

  @Test(
    arguments: [
      ("P5 2 1 255 ", [7, 9], "RGB", [7, 7, 7, 9, 9, 9]),
      ("P5\n# grey\n2\n1\n255\n", [7, 9], "Grayscale", [7, 9]),
      ("P6 1 1 255 ", [1, 2, 3], "BGR", [3, 2, 1]),
    ] as [(String, [UInt8], String, [UInt8])])
  func portableMaps(_ header: String, _ samples: [UInt8], _ format: String, _ pixels: [UInt8]) throws {
    let file = Array(header.utf8) + samples
    let attribute = ONNXAttribute(name: "pixel_format", value: .string(Array(format.utf8)))
    func decode(_ bytes: [UInt8]) throws -> [UInt8] {
      try ONNXNodeRun(
        "ImageDecoder", opset: 20, attributes: [attribute], [Tensor([bytes.count], bytes)], constants: [0]
      ).outputs[0].elements(as: UInt8.self)
    }
    #expect(try decode(file) == pixels)
    for length in 0..<file.count {
      #expect(throws: DiagnosticsError.self) { try decode(Array(file.prefix(length))) }
    }
  }

  @Test func constraints() {
    let type = TensorType(.float32, [2])
    expectRefusal(MaxUnpool(shape: [4]), [type, type], "C1")
    expectRefusal(MaxUnpool(shape: [4]), [type, TensorType(.int64, [3])], "C1")
    expectRefusal(MaxUnpool(shape: [-4]), [type, TensorType(.int64, [2])], "C2")
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
