import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Integer kernels against LiteRT's reference kernels, every bit.
struct IntegerKernelTests {
  private static let activations: [Clamp?] = [nil, .relu, .relu6, Clamp(lower: -1, upper: 1)]

  @Test(arguments: [ElementType.int8, .int16]) func convolutions(_ element: ElementType) throws {
    var batch = IntegerBatch()
    var seed: UInt64 = 1
    for (strides, dilations, pads) in [
      ([1, 1], [1, 1], [1, 1]), ([2, 1], [1, 1], [0, 0]), ([1, 1], [2, 1], [2, 1]),
    ] {
      for (groups, channels, outputs) in [(1, 3, 5), (4, 4, 4), (4, 4, 8), (2, 4, 6)] {
        for perChannel in [true, false] where perChannel || groups != 4 {
          seed += 1
          let zero = element == .int16 ? 0 : Int(seed % 7) * 19 - 60
          let scale = Float(0.01) + Float(seed) * 0.003
          let x = Integers.random(element, [1, 7, 6, channels], scale: scale, zeroPoint: zero, seed: seed)
          let weights = Integers.weights(
            [outputs, 3, 3, channels / groups], perChannel: perChannel, seed: seed)
          let bias = Integers.bias(element == .int16 ? .int64 : .int32, weights, input: scale, seed: seed)
          let op = Conv(
            strides: strides, dilations: dilations, padsBegin: pads, padsEnd: pads, groups: groups,
            activation: Self.activations[Int(seed % 4)])
          let result = Integers.result(
            element, scale: element == .int16 ? 0.004 : 0.11,
            zeroPoint: element == .int16 ? 0 : Int(seed % 5) * 31 - 70)
          try batch.add(op, [x, weights, bias], to: result, constants: [1, 2])
        }
      }
    }
    try batch.check()
  }

  @Test func floatImagesUnderQuantizedWeights() throws {
    var batch = IntegerBatch()
    for seed in UInt64(1)...8 {
      let x = Tensor.random([2, 6, 5, 3], of: Float.self, in: seed % 3 == 0 ? 0...6 : -3...5, seed: seed)
      let weights = Integers.weights([4, 3, 3, 3], perChannel: seed % 2 == 0, seed: seed)
      let bias = Tensor.random([4], of: Float.self, seed: seed)
      let op = Conv(
        strides: [1, 2], dilations: [1, 1], padsBegin: [1, 0], padsEnd: [1, 1], groups: 1,
        activation: Self.activations[Int(seed % 4)])
      try batch.add(op, [x, weights, bias], to: Quantized.Result(.float32, nil), constants: [1, 2])
    }
    try batch.check(rounding: .init())
  }

  @Test func fullyConnected() throws {
    var batch = IntegerBatch()
    for seed in UInt64(1)...16 {
      let scale = Float(0.01) * Float(seed)
      let element: ElementType = seed % 4 == 0 ? .int16 : .int8
      let zero = element == .int16 ? 0 : Int(seed) * 13 - 100
      let shape = seed % 3 == 0 ? [2, 3, 33] : [4, 33]
      let x = Integers.random(element, shape, scale: scale, zeroPoint: zero, seed: seed)
      let weights = Integers.weights([9, 33], perChannel: seed % 2 == 0, seed: seed)
      let bias = Integers.bias(element == .int16 ? .int64 : .int32, weights, input: scale, seed: seed)
      let result = Integers.result(
        element, scale: element == .int16 ? 0.01 : 0.15, zeroPoint: element == .int16 ? 0 : 11)
      try batch.add(
        FullyConnected(activation: Self.activations[Int(seed % 4)]),
        [x, weights, seed % 5 == 0 ? nil : bias],
        to: result, constants: [1, 2])
    }
    // Scales that are powers of two put sums exactly between integers of the output.
    let x = Integers.random(.int8, [16, 8], scale: 0.5, zeroPoint: 3)
    let weights = Integers.tensor(
      .int8, Tensor.random([6, 8], of: Float.self, in: -20...20, seed: 4),
      Quantization(scale: 0.25, zeroPoint: 0))
    try batch.add(
      FullyConnected(), [x, weights, nil], to: Integers.result(.int8, scale: 4, zeroPoint: -1), constants: [1]
    )
    try batch.check()
  }

  @Test(arguments: [ElementType.int8, .uint8, .int16]) func arithmetic(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let shapes: [([Int], [Int])] = [
      ([2, 3, 5], [2, 3, 5]), ([4, 7], [1, 7]), ([1], [2, 6]), ([1, 2, 3, 4], [4]),
    ]
    let middle = element == .uint8 ? 128 : 0
    for (index, (a, b)) in shapes.enumerated() {
      for kind in [Binary.Kind.add, .subtract, .multiply] {
        for (round, scales) in [(0.02, 0.05, 0.06), (0.5, 0.25, 0.5), (0.0031, 0.4, 0.31)].enumerated() {
          let shift = element == .int16 ? 0 : index * 9 - round * 20
          let x = Integers.random(
            element, a, scale: Float(scales.0), zeroPoint: middle + shift, seed: UInt64(index + 1))
          let y = Integers.random(
            element, b, scale: Float(scales.1), zeroPoint: middle - shift, seed: UInt64(round + 7))
          try batch.add(
            Binary(kind, activation: Self.activations[(index + round) % 4]), [x, y],
            to: Integers.result(element, scale: Float(scales.2), zeroPoint: middle + shift / 2))
        }
      }
    }
    try batch.check()
  }

  @Test(arguments: [ElementType.int8, .uint8, .int16]) func pools(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let zero = element == .uint8 ? 100 : element == .int16 ? 0 : -7
    for (index, (kernel, strides, pads)) in [
      ([2, 2], [2, 2], [0, 0]), ([3, 3], [1, 1], [1, 1]), ([3, 2], [1, 1], [0, 0]),
      ([5, 4], [1, 1], [0, 0]),
    ].enumerated() {
      let x = Integers.random(element, [2, 5, 4, 3], scale: 0.04, zeroPoint: zero, seed: UInt64(index + 1))
      let window = WindowGeometry(
        kernel: kernel, strides: strides, dilations: [1, 1], padsBegin: pads, padsEnd: pads)
      try batch.add(
        AveragePool(
          geometry: window, overhang: [0, 0], countsPadding: false, activation: Self.activations[index % 4]),
        [x], to: Integers.result(element, scale: 0.04, zeroPoint: zero))
      try batch.add(MaxPool(geometry: window) as any Operator, [x])
    }
    try batch.check()
  }

  @Test(arguments: [ElementType.int8, .uint8, .int16]) func reductions(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let zero = element == .uint8 ? 140 : element == .int16 ? 0 : 21
    let x = Integers.random(element, [2, 5, 4, 3], scale: 0.04, zeroPoint: zero)
    for axes in [[1, 2], [3], [0], [1, 2, 3], [1]] {
      for (round, scale) in [Float(0.04), 0.013, 0.3].enumerated() {
        try batch.add(
          Reduce(.mean, axes: axes, keepDims: round == 1), [x],
          to: Integers.result(element, scale: scale, zeroPoint: element == .int16 ? 0 : zero - 9))
      }
      try batch.add(Reduce(.max, axes: axes, keepDims: true) as any Operator, [x])
    }
    try batch.check()
  }

  @Test func softmax() throws {
    var batch = IntegerBatch()
    for (index, scale) in [Float(0.0005), 0.01, 0.0625, 0.14469251, 0.5, 2.7].enumerated() {
      for shape in [[3, 10], [1, 1], [2, 2, 40], [4, 256]] {
        let x = Integers.random(.int8, shape, scale: scale, zeroPoint: 5, seed: UInt64(index + 1))
        try batch.add(
          Softmax(axis: shape.count - 1), [x], to: Integers.result(.int8, scale: 1 / 256, zeroPoint: -128))
        try batch.add(
          Softmax(axis: shape.count - 1), [x],
          to: Integers.result(.int16, scale: 1 / 65536, zeroPoint: -32768))
      }
      for shape in [[3, 10], [1, 1], [2, 3, 1, 2, 40], [4, 256]] {
        let x = Integers.random(.int16, shape, scale: scale / 256, seed: UInt64(index + 1))
        try batch.add(
          Softmax(axis: shape.count - 1), [x], to: Integers.result(.int16, scale: 1 / 32768))
      }
      let x = Integers.random(.uint8, [5, 7], scale: scale, zeroPoint: 100, seed: UInt64(index + 1))
      try batch.add(Softmax(axis: 1), [x], to: Integers.result(.uint8, scale: 1 / 256, zeroPoint: 0))
    }
    try batch.check()
  }

  @Test func softmaxAlongOtherAxes() throws {
    var batch = IntegerBatch()
    for (index, scale) in [Float(0.0005), 0.01, 0.0625, 0.14469251, 0.5, 2.7].enumerated() {
      for axis in 0..<4 {
        for (element, output, result) in [
          (ElementType.int8, Float(1) / 256, -128), (.int16, 1 / 32768, 0),
        ] {
          let x = Integers.random(element, [3, 4, 2, 5], scale: scale, seed: UInt64(axis + 1))
          try batch.add(
            Softmax(axis: axis), [x], to: Integers.result(element, scale: output, zeroPoint: result))
        }
      }
      let x = Integers.random(.int8, [6, 7, 2], scale: scale, zeroPoint: 5, seed: UInt64(index + 1))
      try batch.add(
        Softmax(axis: 1, logarithmic: true), [x], to: Integers.result(.int8, scale: 1 / 16, zeroPoint: 127))
    }
    try batch.check(inC: false)
  }

  @Test func logarithmsOfSoftmax() throws {
    var batch = IntegerBatch()
    for (index, scale) in [Float(0.0005), 0.01, 0.0625, 0.14469251, 0.5, 2.7].enumerated() {
      for shape in [[3, 10], [1, 1], [2, 3, 1, 2, 40], [4, 256]] {
        let x = Integers.random(.int8, shape, scale: scale, zeroPoint: 5, seed: UInt64(index + 1))
        try batch.add(
          Softmax(axis: shape.count - 1, logarithmic: true), [x],
          to: Integers.result(.int8, scale: 1 / 16, zeroPoint: 127))
      }
    }
    try batch.check()
  }

  @Test(arguments: [ElementType.int8, .uint8]) func functions(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let lowest = element == .uint8 ? 0 : -128
    for (index, scale) in [Float(0.003), 0.02, 0.0473, 0.11, 0.25, 1.7].enumerated() {
      let zero = lowest + 128 + index * 20 - 60
      let x = Integers.all(element, scale: scale, zeroPoint: zero)
      try batch.add(Unary(.sigmoid), [x], to: Integers.result(element, scale: 1 / 256, zeroPoint: lowest))
      try batch.add(Unary(.tanh), [x], to: Integers.result(element, scale: 1 / 128, zeroPoint: lowest + 128))
      for alpha in [Float(0.1), 0.01, 1.5] {
        try batch.add(
          Unary(.leakyRelu(alpha: alpha)), [x],
          to: Integers.result(element, scale: scale * 0.7, zeroPoint: zero - 5))
      }
      try batch.add(
        HardSwish(), [x], to: Integers.result(element, scale: scale * 0.6, zeroPoint: lowest + 30))
      for range in [(0, .infinity), (0, 6), (-1, 1), (0, 1)] as [(Double, Double)] {
        try batch.add(
          Clip(lower: range.0, upper: range.1), [x],
          to: Integers.result(element, scale: scale * 0.9, zeroPoint: lowest + 40))
      }
      if element == .int8 {
        try batch.add(Unary(.exp), [x], to: Integers.result(.int8, scale: 0.05, zeroPoint: -128))
        for tanh in [true, false] {
          try batch.add(
            Unary(.gelu(tanh: tanh)), [x], to: Integers.result(.int8, scale: scale, zeroPoint: -80))
        }
        try batch.add(Unary(.log), [x], to: Integers.result(.int8, scale: 0.04, zeroPoint: 20))
        for ratio in [Float(1), 0.7] {
          try batch.add(
            Unary(.abs), [x], to: Integers.result(.int8, scale: scale * ratio, zeroPoint: -100))
        }
        try batch.add(
          Unary(.sqrt), [Integers.all(.int8, scale: scale, zeroPoint: -128)],
          to: Integers.result(.int8, scale: 0.03, zeroPoint: -90))
      }
      let alphas = Integers.random(element, [256], scale: 0.004, zeroPoint: lowest + 100, seed: 3)
      try batch.add(
        PRelu(), [x, alphas], to: Integers.result(element, scale: scale, zeroPoint: zero), constants: [1])
    }
    try batch.check()
  }

  @Test func wideFunctions() throws {
    var batch = IntegerBatch()
    // All over the range, on both sides of the tables' points.
    let integers = Array(stride(from: -32768, through: 32767, by: 61)) + Array(-130...130)
    let numbers = Tensor([integers.count], integers.map { Float($0) })
    for scale in [1.0 / 32768, 1.0 / 4096, 1.0 / 2048, 1.0 / 1024, 0.00003, 0.00017, 0.0005, 0.003] as [Float]
    {
      let x = Integers.tensor(.int16, numbers, Quantization(scale: scale, zeroPoint: 0))
      for kind in [Unary.Kind.sigmoid, .tanh] {
        try batch.add(Unary(kind), [x], to: Integers.result(.int16, scale: 1 / 32768))
      }
      for (kind, ratio) in [
        (Unary.Kind.exp, 1.3), (.log, 0.9), (.gelu(tanh: true), 1), (.gelu(tanh: false), 0.97), (.abs, 1),
        (.abs, 0.8), (.leakyRelu(alpha: 0.3), 1), (.leakyRelu(alpha: 1.5), 1.2),
      ] as [(Unary.Kind, Float)] {
        try batch.add(Unary(kind), [x], to: Integers.result(.int16, scale: scale * ratio))
      }
      for upper in [Double.infinity, 6] {
        try batch.add(
          Clip(lower: 0, upper: upper), [x], to: Integers.result(.int16, scale: scale * 0.8))
      }
    }
    try batch.check()
  }

  @Test func conversions() throws {
    var batch = IntegerBatch()
    let numbers = Tensor([9], [-100, -2.5, -0.75, -0.25, 0, 0.25, 0.75, 2.5, 100] as [Float])
    let random = Tensor.random([400], of: Float.self, in: -9...9)
    for (element, zero) in [(ElementType.int8, 3), (.uint8, 128), (.int16, 0)] {
      for scale in [Float(0.5), 0.0371] {
        try batch.add(
          Cast(to: .float32), [numbers], to: Integers.result(element, scale: scale, zeroPoint: zero))
        try batch.add(
          Cast(to: .float32), [random], to: Integers.result(element, scale: scale, zeroPoint: zero))
        let x = Integers.random(element, [300], scale: scale, zeroPoint: zero)
        try batch.add(Cast(to: .float32), [x], to: Quantized.Result(.float32, nil))
        for (target, targetZero) in [(ElementType.int8, -5), (.uint8, 131), (.int16, 0)] {
          if element == .int16, target == .uint8 { continue }
          try batch.add(
            Cast(to: .float32), [x], to: Integers.result(target, scale: scale * 1.37, zeroPoint: targetZero))
        }
      }
    }
    try batch.check()
  }

  @Test(arguments: [ElementType.int8, .int16]) func movement(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let zero = element == .int16 ? 0 : 17
    let x = Integers.random(element, [2, 4, 3, 5], scale: 0.07, zeroPoint: zero)
    let other = Integers.random(element, [2, 4, 3, 5], scale: 0.07, zeroPoint: zero, seed: 2)
    let fill = Integers.tensor(element, Tensor([], [Float(zero)]), Quantization(scale: 0.07, zeroPoint: zero))
    try batch.add(Reshape(shape: [8, 15]), [x])
    try batch.add(Transpose(permutation: [0, 3, 1, 2]), [x])
    try batch.add(Slice(starts: [0, 1, 0, 2], steps: [1, 1, 1, 1], sizes: [2, 2, 3, 1]), [x])
    try batch.add(Slice(starts: [0, 3, 0, 0], steps: [1, -2, 1, 2], sizes: [2, 2, 3, 3]), [x])
    try batch.add(Concat(axis: 2), [x, other, x])
    try batch.add(
      Pad(.constant, begins: [0, 1, 2, 0], ends: [0, 0, 1, 0]), [x, fill], constants: [1])
    try batch.add(Binary(.maximum), [x, other])
    try batch.add(Binary(.minimum), [x, other])
    try batch.add(Gather(axis: 1), [x, Tensor([2], [3, 0] as [Int32])], constants: [1])
    try batch.add(Tile(repeats: [1, 2, 1, 3]), [x])
    try batch.add(BroadcastTo(shape: [3, 2, 4, 3, 5]), [x])
    try batch.add(Where(), [Tensor.randomBools([2, 4, 3, 5]), x, other])
    for coordinates in [Resize.Coordinates.halfPixel, .asymmetric, .alignCorners] {
      let axes = zip([1, 2], [8, 9]).map {
        Resize.Axis(axis: $0, size: $1, length: Double($1), coordinates: coordinates, rounding: .down)
      }
      try batch.add(Resize(.nearest, axes: axes), [x])
    }
    try batch.check()
  }

  @Test func constraints() {
    let x = TensorType(.int8, [4], quantization: Quantization(scale: 0.5, zeroPoint: 1))
    let plain = TensorType(.int8, [4])
    func result(_ element: ElementType, _ scale: Float, _ zero: Int) -> Quantized.Result {
      Integers.result(element, scale: scale, zeroPoint: zero)
    }
    let wide = TensorType(.int16, [4], quantization: Quantization(scale: 0.5, zeroPoint: 1))
    for (op, inputs) in [
      (Quantized(Binary(.divide), results: [result(.int8, 1, 0)]), [x, x]),
      (Quantized(Unary(.sigmoid), results: [result(.int8, 0.01, -128)]), [x]),
      (Quantized(Softmax(axis: 0), results: [result(.int8, 0.01, -128)]), [x]),
      (Quantized(Softmax(axis: 0, logarithmic: true), results: [result(.int8, 1 / 16, 120)]), [x]),
      (Quantized(Binary(.add), results: [result(.int16, 1, 0)]), [wide, wide]),
      (
        Quantized(Cast(to: .float32), results: [Quantized.Result(.float32, nil)]), [TensorType(.float32, [4])]
      ),
    ] {
      #expect(throws: OperatorError.self) { try op.infer(inputs) }
    }
    expectRefusal(Quantized(Binary(.add), results: [result(.int8, 0, 0)]), [x, x], "C2")
    expectRefusal(Quantized(Binary(.add), results: [result(.int8, 1, 200)]), [x, x], "C2")
    expectRefusal(Quantized(Binary(.add), results: []), [x, x], "C2")
    expectRefusal(Quantized(Binary(.add), results: [result(.int8, 1, 0)]), [x, plain], "C1")
  }

  @Test func operatorsOnNumbersRefuseIntegersThatStandForNumbers() {
    let x = TensorType(.int8, [4], quantization: Quantization(scale: 0.5, zeroPoint: 1))
    for op in [Unary(.abs), Binary(.add), Cast(to: .float32), Clip(lower: 0, upper: 1)] as [any Operator] {
      let inputs = op is Binary ? [x, x] : [x]
      #expect(throws: OperatorError.self) { try op.resultTypes(inputs) }
    }
    #expect(throws: OperatorError.self) { try Pad(.constant, begins: [1], ends: [0]).resultTypes([x]) }
    var other = x
    other.quantization = Quantization(scale: 0.25, zeroPoint: 1)
    #expect(throws: OperatorError.self) { try Concat(axis: 0).resultTypes([x, other]) }
  }

  @Test func scalesFollowTheirAxis() throws {
    let scales = Quantization(scales: [1, 2, 3], zeroPoints: [0, 0, 0], axis: 2)
    let x = TensorType(.int8, [4, 2, 3], quantization: scales)
    #expect(try Transpose(permutation: [2, 0, 1]).resultTypes([x])[0].quantization?.axis == 0)
    #expect(try Reshape(shape: [8, 3]).resultTypes([x])[0].quantization?.axis == 1)
    #expect(throws: OperatorError.self) { try Reshape(shape: [24]).resultTypes([x]) }
    #expect(throws: OperatorError.self) { try Concat(axis: 0).resultTypes([x, x]) }
  }
}
