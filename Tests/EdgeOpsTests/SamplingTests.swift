import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Operators that read an image at computed places: GridSample, RoiAlign, MaxRoiPool, DeformConv.
struct SamplingTests {
  private let image = Tensor.random([2, 5, 6, 3], of: Float.self)

  @Test func gridsInC() throws {
    var batch = OperatorsInC()
    let grid = Tensor.random([2, 4, 3, 2], of: Float.self, in: -1.6...1.6, seed: 2)
    let volume = Tensor.random([1, 3, 4, 2, 2], of: Double.self)
    let points = Tensor.random([1, 2, 3, 2, 3], of: Double.self, in: -1.6...1.6, seed: 3)
    let wild = Tensor(
      [2, 1, 3, 2], [.nan, .infinity, -.infinity, 1e30, -1e30, 0, 9, -7, 2, 3, -1, 1] as [Float])
    for mode in GridSample.Mode.allCases {
      for padding in GridSample.Padding.allCases {
        for alignsCorners in [false, true] {
          let op = GridSample(mode, padding: padding, alignsCorners: alignsCorners)
          try batch.add(op, [image, grid])
          try batch.add(op, [volume, points])
          try batch.add(op, [Tensor.random([2, 1, 6, 3], of: Float.self), grid])
          if mode == .nearest { try batch.add(op, [image, wild]) }
        }
      }
    }
    try batch.check(sanitizers: [.address, .undefined])
  }

  @Test func wildCoordinates() throws {
    let wild = Tensor(
      [2, 1, 3, 2], [.nan, .infinity, -.infinity, 1e30, -1e30, 0, 9, -7, 2, 3, -1, 1] as [Float])
    for padding in GridSample.Padding.allCases {
      let y = try GridSample(.cubic, padding: padding, alignsCorners: true).evaluate([image, wild])[0]
      #expect(y.doubles().allSatisfy { $0.isFinite && abs($0) < 100 })
    }
  }

  @Test func regionsInC() throws {
    var batch = OperatorsInC()
    let corners: [Float] = [0.3, 0.2, 4.4, 3.9, -3, -2, 9, 8, 4, 4, 2, 2, 5, 0, 5, 4, 0, 0, 1e30, -1e30]
    let regions = Tensor([5, 4], corners)
    let images = Tensor([5], [0, 1, 1, 0, 1] as [Int64])
    for mode in [RoiAlign.Mode.mean, .maximum] {
      for halfPixel in [false, true] {
        let op = RoiAlign(mode, height: 2, width: 3, samples: 2, scale: 0.75, halfPixel: halfPixel)
        try batch.add(op, [image, regions, images])
        var adaptive = op
        adaptive.samples = 0
        let four = Tensor([4, 4], Array(corners.prefix(16)))
        try batch.add(adaptive, [image, four, Tensor([4], [0, 1, 1, 0] as [Int64])])
      }
    }
    let numbered = Tensor([3, 5], [0, 0.4, 0.5, 3.6, 3, 1, -3, -2, 9, 1e30, 1, 4, 4, 2, 2] as [Float])
    try batch.add(MaxRoiPool(height: 2, width: 3, scale: 1), [image, numbered])
    try batch.add(MaxRoiPool(height: 3, width: 7, scale: 0.5), [image, numbered])
    try batch.check(sanitizers: [.address, .undefined])
  }

  @Test func movedTapsInC() throws {
    var batch = OperatorsInC()
    for (groups, offsetGroups) in [(1, 1), (2, 1), (1, 2), (2, 4)] {
      let conv = DeformConv(
        strides: [1, 2], dilations: [2, 1], padsBegin: [1, 0], padsEnd: [1, 1], groups: groups,
        offsetGroups: offsetGroups)
      let x = Tensor.random([2, 5, 6, 4], of: Float.self)
      let weights = Tensor.random([6, 2, 3, 4 / groups], of: Float.self, seed: 2)
      let offsets = Tensor.random([2, 5, 3, offsetGroups * 12], of: Float.self, in: -2...2, seed: 3)
      let mask = Tensor.random([2, 5, 3, offsetGroups * 6], of: Float.self, seed: 4)
      try batch.add(conv, [x, weights, offsets])
      try batch.add(conv, [x, weights, offsets, Tensor.random([6], of: Float.self, seed: 5), mask])
      try batch.add(conv, [x, weights, offsets, nil, mask])
    }
    let line = DeformConv(
      strides: [1], dilations: [1], padsBegin: [1], padsEnd: [1], groups: 1, offsetGroups: 1)
    try batch.add(
      line,
      [
        Tensor.random([1, 7, 2], of: Double.self), Tensor.random([3, 3, 2], of: Double.self),
        Tensor.random([1, 7, 3], of: Double.self, in: -2...2),
      ])
    try batch.check(sanitizers: [.address, .undefined])
  }

  /// Taps that do not move and are not masked are a convolution's.
  @Test func withoutOffsetsIsConvolution() throws {
    let op = DeformConv(
      strides: [2, 1], dilations: [1, 2], padsBegin: [1, 1], padsEnd: [1, 2], groups: 1, offsetGroups: 1)
    let weights = Tensor.random([4, 3, 2, 3], of: Float.self, seed: 2)
    let expected = try op.convolution.evaluate([image, weights])[0]
    let offsets = Tensor(
      expected.type.with(shape: expected.shape.dropLast() + [12]),
      storage: TensorStorage(zeroed: expected.elementCount / 4 * 12 * 4))
    try OperatorCheck.compare(op.evaluate([image, weights, offsets])[0], expected)
  }

  @Test func gridConstraints() {
    let op = GridSample(.linear, padding: .zeros, alignsCorners: false)
    let x = TensorType(.float32, [2, 5, 6, 3])
    expectRefusal(op, [TensorType(.bool, x.shape), TensorType(.float32, [2, 4, 3, 2])], "C1")
    expectRefusal(op, [x, TensorType(.int64, [2, 4, 3, 2])], "C1")
    expectRefusal(op, [x, TensorType(.float32, [1, 4, 3, 2])], "C2")
    expectRefusal(op, [x, TensorType(.float32, [2, 4, 3, 3])], "C3")
    expectRefusal(op, [TensorType(.float32, [2, 0, 6, 3]), TensorType(.float32, [2, 4, 3, 2])], "C4")
  }

  @Test func regionConstraints() throws {
    func align(_ height: Int = 1, _ samples: Int = 0) -> RoiAlign {
      RoiAlign(.mean, height: height, width: 1, samples: samples, scale: 1, halfPixel: true)
    }
    let (x, regions, images) = (image.type, TensorType(.float32, [1, 4]), TensorType(.int64, [1]))
    expectRefusal(align(), [x, TensorType(.float64, [1, 4]), images], "C1")
    expectRefusal(align(), [x, regions, TensorType(.int32, [1])], "C1")
    expectRefusal(align(), [x, TensorType(.float32, [1, 5]), images], "C2")
    expectRefusal(align(), [x, regions, TensorType(.int64, [2])], "C2")
    expectRefusal(align(0), [x, regions, images], "C3")
    expectRefusal(align(1, -1), [x, regions, images], "C3")
    let region = Tensor([1, 4], [0, 0, 1e9, 1] as [Float])
    for number in [Int64(-1), 2, 0] {
      #expect(throws: OperatorError.self) { try align().evaluate([image, region, Tensor([1], [number])]) }
    }
    let pool = MaxRoiPool(height: 1, width: 1, scale: 1)
    expectRefusal(pool, [x, TensorType(.float64, [1, 5])], "C1")
    expectRefusal(pool, [x, regions], "C2")
    expectRefusal(MaxRoiPool(height: 1, width: 0, scale: 1), [x, TensorType(.float32, [1, 5])], "C3")
    for number in [Float(-1), 2, .nan] {
      let numbered = Tensor([1, 5], [number, 0, 0, 1, 1])
      #expect(throws: OperatorError.self) { try pool.evaluate([image, numbered]) }
    }
  }

  @Test func movedTapConstraints() {
    func conv(groups: Int = 1, offsetGroups: Int = 1, strides: [Int] = [1, 1]) -> DeformConv {
      DeformConv(
        strides: strides, dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0], groups: groups,
        offsetGroups: offsetGroups)
    }
    let (x, weights) = (image.type, TensorType(.float32, [4, 2, 2, 3]))
    let offsets = TensorType(.float32, [2, 4, 5, 8])
    expectRefusal(conv(), [x, weights, TensorType(.float64, offsets.shape)], "C1")
    expectRefusal(conv(), [x, weights, TensorType(.float32, [2, 4, 5])], "C2")
    expectRefusal(conv(groups: 2), [x, weights, offsets], "C3")
    expectRefusal(conv(offsetGroups: 2), [x, weights, offsets], "C3")
    expectRefusal(conv(groups: 3), [x, TensorType(.float32, [4, 2, 2, 1]), offsets], "C4")
    expectRefusal(conv(), [x, weights, offsets, TensorType(.float32, [3])], "C5")
    expectRefusal(conv(), [x, TensorType(.float32, [4, 9, 2, 3]), offsets], "C6")
    expectRefusal(conv(), [x, weights, TensorType(.float32, [2, 4, 5, 4])], "C7")
    expectRefusal(conv(), [x, weights, offsets, nil, TensorType(.float32, [2, 4, 5, 8])], "C7")
  }
}
