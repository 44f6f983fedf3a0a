import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

struct ResizeTests {
  private static let coordinates: [Resize.Coordinates] = [
    .halfPixel, .halfPixelSymmetric, .pytorchHalfPixel, .tfHalfPixelForNN, .alignCorners, .asymmetric,
    .cropAndResize(start: -0.2, end: 0.9),
  ]
  private static let methods: [Resize.Method] = [.nearest, .linear, .cubic(-0.75)]

  private static func axis(_ axis: Int, _ size: Int, _ length: Double? = nil) -> Resize.Axis {
    Resize.Axis(axis: axis, size: size, length: length ?? Double(size), coordinates: .halfPixel)
  }

  @Test(arguments: methods) func inC(_ method: Resize.Method) throws {
    var batch = OperatorsInC()
    let image = Tensor.random([2, 5, 6, 3], of: Float.self)
    for coordinates in Self.coordinates {
      for (height, width) in [(8, 3), (5, 9), (1, 1)] {
        let axes = [(1, height), (2, width)].map { axis, size in
          Resize.Axis(axis: axis, size: size, length: Double(size) + 0.25, coordinates: coordinates)
        }
        try batch.add(Resize(method, axes: axes, extrapolation: 7), [image])
        try batch.add(Resize(method, axes: axes, antialias: true, excludesOutside: true), [image])
      }
    }
    try batch.add(Resize(method, axes: [Self.axis(1, 7), Self.axis(3, 2)]), [image])
    try batch.add(
      Resize(method, axes: [Self.axis(0, 4)], antialias: true), [Tensor([9], (0..<9).map { Float($0) })])
    for axes in [[Self.axis(1, 4), Self.axis(2, 9)], [Self.axis(1, 10)]] {
      try batch.add(Resize(method, axes: axes), [Tensor.random([1, 5, 6], of: UInt8.self)])
      try batch.add(Resize(method, axes: axes), [Tensor.random([1, 5, 6], of: Int8.self)])
      try batch.add(Resize(method, axes: axes), [Tensor.random([1, 5, 6], of: Int32.self, in: -9...9)])
      try batch.add(Resize(method, axes: axes), [Tensor.random([1, 5, 6], of: Double.self)])
    }
    try batch.check(sanitizers: [.address, .undefined])
  }

  @Test func weightsNextToInfinity() throws {
    let x = Tensor([3], [1, .infinity, 2] as [Float])
    let op = Resize(.linear, axes: [Self.axis(0, 3)])
    #expect(try op.evaluate([x])[0].isIdentical(to: x))
    try OperatorCheck(op, [x]).generatedC()
  }

  @Test func integersRoundToEven() throws {
    let x = Tensor([2], [0, 1] as [Int8])
    let op = Resize(.linear, axes: [Resize.Axis(axis: 0, size: 3, length: 3, coordinates: .alignCorners)])
    #expect(try op.evaluate([x])[0].elements(as: Int8.self) == [0, 0, 1])
    let bright = Tensor([4], [0, 255, 255, 0] as [UInt8])
    let cubic = Resize(.cubic(-0.75), axes: [Self.axis(0, 8)])
    #expect(try cubic.evaluate([bright])[0].elements(as: UInt8.self).max() == 255)
  }

  @Test func bools() throws {
    let x = Tensor([1, 3], [true, false, true])
    let op = Resize(.nearest, axes: [Self.axis(1, 6)])
    #expect(try op.evaluate([x])[0].elements(as: Bool.self) == [true, true, false, false, true, true])
    try OperatorCheck(op, [x]).generatedC()
  }

  @Test func nearestOfOldOpsets() throws {
    let x = Tensor([1, 1, 1, 4], [0, 1, 2, 3] as [Float])
    func run(_ name: String, _ opset: Int, _ scale: Float, _ attributes: [ONNXAttribute] = []) throws
      -> [Float]
    {
      let scales = Tensor([4], [1, 1, 1, scale])
      let inputs = opset < 9 ? [x] : [x, scales]
      return try ONNXNodeRun(
        name, opset: opset, attributes: attributes, inputs, constants: opset < 9 ? [] : [1]
      )
      .outputs[0].elements(as: Float.self)
    }
    #expect(try run("Resize", 10, 0.6) == [0, 2])
    #expect(try run("Resize", 10, 1.5) == [0, 0, 1, 2, 2, 3])
    #expect(try run("Upsample", 9, 2) == [0, 0, 1, 1, 2, 2, 3, 3])
    let linear = ONNXAttribute(name: "mode", value: .string(Array("linear".utf8)))
    #expect(try run("Upsample", 9, 2, [linear]) == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3])
    let scales = ONNXAttribute(name: "scales", value: .floats([1, 1, 1, 2]))
    #expect(try run("Upsample", 7, 2, [scales]) == [0, 0, 1, 1, 2, 2, 3, 3])
    let sides = [("height_scale", Float(2)), ("width_scale", 1)].map {
      ONNXAttribute(name: $0, value: .float($1))
    }
    #expect(try run("Upsample", 1, 2, sides) == [0, 1, 2, 3, 0, 1, 2, 3])
  }

  @Test func whatKeepsItsSizeIsLeftOut() throws {
    let x = Tensor.random([1, 2, 3, 4], of: Float.self)
    let run = try ONNXNodeRun(
      "Resize", opset: 19, [x, nil, nil, Tensor([4], [1, 2, 3, 8] as [Int64])], constants: [3])
    let op = try #require(run.graph.nodes.first?.operator as? Resize)
    #expect(op.axes.map(\.axis) == [3])
  }

  @Test(arguments: [
    ([Float.nan, 1], [Int64]()), ([-1, 1], []), ([1e30, 1], []), ([], [-1, 3]), ([], []), ([1], []),
    ([1, 1], [2, 3]),
  ])
  func hostileSizes(_ scales: [Float], _ sizes: [Int64]) {
    let x = Tensor.random([2, 3], of: Float.self)
    let inputs = [
      x, nil, scales.isEmpty ? nil : Tensor([scales.count], scales),
      sizes.isEmpty ? nil : Tensor([sizes.count], sizes),
    ]
    let constants = Set([2, 3].filter { inputs[$0] != nil })
    #expect(throws: DiagnosticsError.self) {
      try ONNXNodeRun("Resize", opset: 19, inputs, constants: constants)
    }
  }

  @Test func constraints() {
    let type = TensorType(.float32, [4, 4])
    expectRefusal(Resize(.linear, axes: [Self.axis(0, 2)]), [TensorType(.bool, [4])], "C1")
    expectRefusal(Resize(.nearest, axes: [Self.axis(2, 2)]), [type], "C2")
    expectRefusal(Resize(.nearest, axes: [Self.axis(1, 2), Self.axis(0, 2)]), [type], "C2")
    expectRefusal(Resize(.nearest, axes: [Self.axis(0, -1, 1)]), [type], "C3")
    for length in [0, -1, .nan, .infinity, 1.25] {
      expectRefusal(Resize(.nearest, axes: [Self.axis(0, 2, length)]), [type], "C3")
    }
    expectRefusal(Resize(.nearest, axes: [Self.axis(0, 2)]), [TensorType(.float32, [0])], "C4")
  }
}
