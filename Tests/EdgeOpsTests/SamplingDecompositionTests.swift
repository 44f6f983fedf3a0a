import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct SamplingDecompositionTests {
  private static let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-5)

  @Test(arguments: GridSample.Mode.allCases, GridSample.Padding.allCases)
  func grids(_ mode: GridSample.Mode, _ padding: GridSample.Padding) throws {
    let image = Tensor.random([2, 4, 5, 3], of: Float.self)
    var coordinates = Tensor.random([2 * 3 * 7 * 2], of: Float.self, in: -2.5...2.5).elements(as: Float.self)
    coordinates.replaceSubrange(
      0..<8, with: [-1, 1, 1, -1, 0, 0.6, 1.0001, -1.0001])
    let grid = Tensor([2, 3, 7, 2], coordinates)
    let strange = Tensor(
      [1, 2, 3, 2], [.nan, 0, .infinity, 0, 0, -.infinity, 1e30, -1e30, 3e38, 0, 1e38, -3e38] as [Float])
    let volume = Tensor.random([1, 2, 3, 2, 2], of: Float.self, seed: 2)
    let points = Tensor.random([1, 2, 2, 1, 3], of: Float.self, in: -1.5...1.5)
    for alignsCorners in [false, true] {
      let op = GridSample(mode, padding: padding, alignsCorners: alignsCorners)
      try OperatorCheck(op, [image, grid]).decomposed(Self.tolerance)
      try OperatorCheck(op, [volume, points]).decomposed(Self.tolerance)
      try OperatorCheck(op, [Tensor.random([1, 1, 3, 1], of: Float.self), strange]).decomposed(Self.tolerance)
      try OperatorCheck(op, [image, grid]).liteRT(Self.tolerance, resolver: .optimized)
      try OperatorCheck(op, [Tensor.random([1, 1, 3, 1], of: Float.self), strange]).liteRT(
        Self.tolerance, resolver: .optimized)
    }
  }

  @Test(arguments: [RoiAlign.Mode.mean, .maximum], [false, true])
  func regions(_ mode: RoiAlign.Mode, _ halfPixel: Bool) throws {
    let image = Tensor.random([2, 6, 7, 3], of: Float.self)
    let corners: [Float] = [0, 0, 4, 5, -3, 1.3, 9.7, 2.2, 5, 5, 1, 1, 2.5, -9, 2.5, 20, .nan, 0, 1, 1]
    let inputs = [image, Tensor([5, 4], corners), Tensor([5], [0, 1, 1, 0, 1] as [Int64])]
    let op = RoiAlign(mode, height: 2, width: 3, samples: 2, scale: 0.75, halfPixel: halfPixel)
    try OperatorCheck(op, inputs).decomposed(Self.tolerance)
    try OperatorCheck(op, inputs).liteRT(Self.tolerance, resolver: .optimized)
    let adaptive = RoiAlign(mode, height: 2, width: 3, samples: 0, scale: 1, halfPixel: halfPixel)
    #expect(throws: OperatorError.self) { try OperatorCheck(adaptive, inputs).decomposed() }
  }

  @Test func regionsOfWholePixels() throws {
    let image = Tensor.random([2, 6, 7, 3], of: Float.self)
    let corners: [Float] = [
      0, 0, 0, 4, 5, 1, -3, 1.5, 9.7, 2.5, 1, 5, 5, 1, 1, 0, 12, 2, 20, 3, 1, -2.5, -0.5, 3.5, 3.5,
    ]
    let check = try OperatorCheck(
      MaxRoiPool(height: 2, width: 3, scale: 1), [image, Tensor([5, 5], corners)])
    try check.decomposed(.init(relative: 0, absolute: 0))
    try check.liteRT(.init(relative: 0, absolute: 0), resolver: .optimized)
  }

  @Test(arguments: [(1, 1), (2, 1), (1, 2), (2, 4)])
  func movedTaps(_ groups: Int, _ offsetGroups: Int) throws {
    let image = Tensor.random([2, 5, 6, 4], of: Float.self)
    let weights = Tensor.random([4, 2, 3, 4 / groups], of: Float.self, seed: 2)
    let op = DeformConv(
      strides: [2, 1], dilations: [1, 2], padsBegin: [1, 0], padsEnd: [0, 1], groups: groups,
      offsetGroups: offsetGroups)
    let points = [2, 3, 3]
    var moves = Tensor.random([2 * 9 * offsetGroups * 12], of: Float.self, in: -3...3).elements(
      as: Float.self)
    moves.replaceSubrange(0..<4, with: [.nan, -1, 1e30, 0])
    let offsets = Tensor(points + [offsetGroups * 12], moves)
    let mask = Tensor.random(points + [offsetGroups * 6], of: Float.self, in: 0...1)
    let bias = Tensor.random([4], of: Float.self, seed: 3)
    for inputs in [[image, weights, offsets], [image, weights, offsets, bias, mask]] {
      try OperatorCheck(op, inputs).decomposed(Self.tolerance)
      try OperatorCheck(op, inputs).liteRT(Self.tolerance, resolver: .optimized)
    }
  }

  @Test(arguments: [(1, 1, 0), (2, 1, 1), (1, 2, 0)])
  func columns(_ stride: Int, _ dilation: Int, _ pad: Int) throws {
    let window = WindowGeometry(
      kernel: [2, 3], strides: [stride, 1], dilations: [dilation, 1], padsBegin: [pad, 0], padsEnd: [0, pad])
    let image = [5, 6]
    let blocks = [0, 1].reduce(1) { product, axis in
      let reach = (window.kernel[axis] - 1) * window.dilations[axis] + 1
      let room = image[axis] + window.padsBegin[axis] + window.padsEnd[axis] - reach
      return product * (room / window.strides[axis] + 1)
    }
    let op = Col2Im(image: image, geometry: window)
    for x in [
      Tensor.random([2, 18, blocks], of: Float.self), Tensor.random([2, 18, blocks], of: Int32.self),
    ] {
      try OperatorCheck(op, [x]).decomposed(Self.tolerance)
      try OperatorCheck(op, [x]).liteRT(Self.tolerance, resolver: .optimized)
    }
  }

  @Test func elementsPutBack() throws {
    let x = Tensor.random([1, 2, 3], of: Float.self)
    let indices = Tensor([1, 2, 3], [0, 3, 5, 7, 10, 11] as [Int64])
    try OperatorCheck(MaxUnpool(shape: [1, 2, 6]), [x, indices]).decomposed()
  }
}
