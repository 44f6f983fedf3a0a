import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Integer kernels of products, images and comparisons against LiteRT's reference kernels, every bit.
struct IntegerOperatorTests {
  private static let activations: [Clamp?] = [nil, .relu, .relu6, Clamp(lower: -1, upper: 1)]

  @Test(arguments: [ElementType.int8, .int16]) func matrixProducts(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let zero = element == .int16 ? 0 : 1
    for (index, (a, b)) in [
      ([5, 33], [33, 7]), ([2, 4, 300], [300, 3]), ([2, 1, 3, 9], [4, 9, 2]), ([1, 8], [8, 1]),
    ].enumerated() {
      for (left, right) in [(false, false), (true, false), (false, true), (true, true)] {
        for isMixed in element == .int16 ? [false, true] : [false] {
          for isConstant in [false, true] {
            let x = Integers.random(
              element, turned(a, left), scale: 0.013, zeroPoint: zero * 9, seed: UInt64(index + 1))
            let y = Integers.random(
              isMixed ? .int8 : element, turned(b, right), scale: 0.021, zeroPoint: zero * -5,
              seed: UInt64(index + 7))
            let scale: Float = element == .int8 ? 1.7 : isMixed ? 2.9 : 600
            try batch.add(
              MatMul(transposesA: left, transposesB: right), [x, y],
              to: Integers.result(element, scale: scale, zeroPoint: zero * 3),
              constants: isConstant ? [1] : [])
          }
        }
      }
    }
    // Scales that are powers of two put sums exactly between integers of the output.
    let x = Integers.random(element, [16, 8], scale: 0.5, zeroPoint: zero)
    let y = Integers.tensor(
      element, Tensor.random([8, 6], of: Float.self, in: -20...20, seed: 4),
      Quantization(scale: 0.25, zeroPoint: 0))
    try batch.add(MatMul(), [x, y], to: Integers.result(element, scale: 4, zeroPoint: -zero))
    try batch.check()
  }

  private func turned(_ shape: [Int], _ isTurned: Bool) -> [Int] {
    isTurned ? shape.dropLast(2) + shape.suffix(2).reversed() : shape
  }

  @Test(arguments: [ElementType.int8, .int16]) func transposedConvolutions(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let zero = element == .int16 ? 0 : 1
    for (index, (strides, kernel, pads, size)) in [
      ([2, 2], [3, 3], [0, 0], [8, 10]), ([1, 1], [3, 2], [1, 0], [4, 5]),
      ([2, 1], [2, 3], [0, 0], [8, 7]),
      ([3, 2], [5, 4], [1, 1], [12, 10]),
    ].enumerated() {
      for hasBias in [true, false] {
        let seed = UInt64(index + 1)
        let scale: Float = element == .int16 ? 0.0003 : 0.02
        let x = Integers.random(element, [2, 4, 5, 6], scale: scale, zeroPoint: zero * 3, seed: seed)
        let weights = Integers.weights([7] + kernel + [6], perChannel: index % 2 == 0, seed: seed)
        let bias = Integers.bias(
          element == .int16 ? .int64 : .int32, weights, input: scale, seed: seed)
        let op = ConvTranspose(
          strides: strides, dilations: [1, 1], pads: pads, size: size, groups: 1,
          activation: Self.activations[index])
        try batch.add(
          op, [x, weights, hasBias ? bias : nil],
          to: Integers.result(element, scale: element == .int16 ? 0.004 : 0.5, zeroPoint: zero * 7),
          constants: [1, 2])
      }
    }
    try batch.check()
  }

  @Test(arguments: [ElementType.int8, .int16]) func convolutionsWithoutBias(_ element: ElementType) throws {
    var batch = IntegerBatch()
    for groups in [1, 2, 4] {
      let x = Integers.random(element, [2, 6, 5, 4], scale: 0.01, zeroPoint: element == .int16 ? 0 : 40)
      let weights = Integers.weights([4, 3, 3, 4 / groups], perChannel: groups != 1, seed: 3)
      let op = Conv(
        strides: [1, 1], dilations: [1, 1], padsBegin: [1, 1], padsEnd: [1, 1], groups: groups)
      try batch.add(
        op, [x, weights, nil], to: Integers.result(element, scale: 0.3, zeroPoint: 0), constants: [1])
    }
    try batch.check()
  }

  @Test(arguments: [ElementType.int8, .int16]) func bilinear(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let zero = element == .int16 ? 0 : 30
    let x = Integers.random(element, [2, 5, 4, 3], scale: 0.04, zeroPoint: zero)
    for sizes in [[10, 8], [7, 9], [3, 2], [5, 1], [1, 13]] {
      for coordinates in [Resize.Coordinates.halfPixel, .asymmetric, .alignCorners] {
        let axes = zip([1, 2], sizes).map {
          Resize.Axis(axis: $0, size: $1, length: Double($1), coordinates: coordinates)
        }
        try batch.add(
          Resize(.linear, axes: axes), [x], to: Integers.result(element, scale: 0.04, zeroPoint: zero))
      }
    }
    let rows = Resize.Axis(axis: 1, size: 8, length: 8, coordinates: .halfPixel)
    try batch.add(
      Resize(.linear, axes: [rows]), [x], to: Integers.result(element, scale: 0.04, zeroPoint: zero))
    try batch.check()
  }

  @Test(arguments: [ElementType.int8, .uint8, .int16]) func questions(_ element: ElementType) throws {
    var batch = IntegerBatch()
    let middle = element == .uint8 ? 128 : 0
    let answer = Quantized.Result(.bool, nil)
    for kind in Compare.Kind.allCases {
      for scales in [(0.02, 0.05), (0.7, 0.99), (0.3, 0.3)] as [(Float, Float)] {
        let isWide = element == .int16
        let a = Integers.random(element, [40, 16], scale: scales.0, zeroPoint: isWide ? 0 : middle + 9)
        let b = Integers.random(
          element, [16], scale: isWide ? scales.0 : scales.1, zeroPoint: isWide ? 0 : middle - 3, seed: 2)
        try batch.add(Compare(kind), [a, b], to: answer)
        try batch.add(Compare(kind), [a, a], to: answer)
      }
    }
    if element != .int16 {
      let x = Integers.random(element, [3, 40, 4], scale: 0.1, zeroPoint: middle)
      for axis in 0..<3 {
        for kind in [ArgReduce.Kind.max, .min] {
          for selectsLast in [false, true] {
            try batch.add(
              ArgReduce(kind, axis: axis, keepDims: axis == 1, selectsLast: selectsLast), [x],
              to: Quantized.Result(.int64, nil))
          }
        }
      }
    }
    try batch.check()
  }

  @Test func constraints() {
    let narrow = TensorType(.int8, [2, 4, 4, 2], quantization: Quantization(scale: 0.5, zeroPoint: 1))
    let wide = TensorType(.int16, [2, 4, 4, 2], quantization: Quantization(scale: 0.5, zeroPoint: 0))
    var coarse = narrow
    coarse.quantization = Quantization(scale: 1.5, zeroPoint: 0)
    var finer = wide
    finer.quantization = Quantization(scale: 0.25, zeroPoint: 0)
    let weights = TensorType(.int8, [3, 2, 2, 2], quantization: Quantization(scale: 0.5, zeroPoint: 0))
    let bias = TensorType(.int32, [3], quantization: Quantization(scale: 0.25, zeroPoint: 0))
    let cubic = Resize(.cubic(-0.75), axes: [.init(axis: 1, size: 8, length: 8, coordinates: .halfPixel)])
    let same = Integers.result(.int8, scale: 0.5, zeroPoint: 1)
    let wideResult = Integers.result(.int16, scale: 0.5)
    func transposed(groups: Int = 1, pads: [Int] = [0, 0]) -> ConvTranspose {
      ConvTranspose(strides: [1, 1], dilations: [1, 1], pads: pads, size: [5, 5], groups: groups)
    }
    func pool(pads: [Int] = [1, 1], countsPadding: Bool = false) -> AveragePool {
      let window = WindowGeometry(
        kernel: [3, 3], strides: [1, 1], dilations: [1, 1], padsBegin: pads, padsEnd: pads)
      return AveragePool(geometry: window, overhang: [0, 0], countsPadding: countsPadding)
    }
    for (op, inputs) in [
      (Quantized(Compare(.less), results: [Quantized.Result(.bool, nil)]), [coarse, narrow]),
      (Quantized(Compare(.less), results: [Quantized.Result(.bool, nil)]), [wide, finer]),
      (Quantized(ArgReduce(.max, axis: 0, keepDims: true), results: [.init(.int64, nil)]), [wide]),
      (Quantized(MatMul(), results: [wideResult]), [wide, narrow]),
      (Quantized(MatMul(), results: [same]), [narrow, wide]),
      (Quantized(cubic, results: [same]), [narrow]),
      (Quantized(transposed(pads: [1, 1]), results: [same]), [narrow, weights]),
      (Quantized(transposed(), results: [wideResult]), [wide, weights, bias]),
      (Quantized(Binary(.add, activation: Clamp(lower: 0, upper: 3)), results: [same]), [narrow, narrow]),
      (Quantized(Clip(lower: 0, upper: 3), results: [same]), [narrow]),
      (Quantized(Clip(lower: -1, upper: 1), results: [wideResult]), [wide]),
      (Quantized(pool(pads: [1, 0]), results: [same]), [narrow]),
      (Quantized(pool(countsPadding: true), results: [same]), [narrow]),
      (Quantized(Unary(.sqrt), results: [same]), [narrow]),
      (Quantized(Unary(.sqrt), results: [wideResult]), [wide]),
      (Quantized(Unary(.tanh), results: [wideResult]), [wide]),
      (Quantized(Reduce(.sum, axes: [1], keepDims: true), results: [same]), [narrow]),
      (Quantized(Reduce(.mean, axes: [], keepDims: true), results: [same]), [narrow]),
    ] {
      #expect(throws: OperatorError.self, "\(op)") { try op.infer(inputs) }
    }
  }
}
