import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct ResizeInTFLiteTests {
  private static let coordinates: [Resize.Coordinates] = [
    .halfPixel, .halfPixelSymmetric, .pytorchHalfPixel, .tfHalfPixelForNN, .alignCorners, .asymmetric,
    .cropAndResize(start: -0.2, end: 0.9),
  ]
  private static let methods: [Resize.Method] = [.nearest, .linear, .cubic(-0.5)]

  private static func axis(
    _ axis: Int, _ size: Int, _ coordinates: Resize.Coordinates = .halfPixel,
    _ rounding: Resize.Rounding = .halfDown
  ) -> Resize.Axis {
    Resize.Axis(
      axis: axis, size: size, length: Double(size) + 0.25, coordinates: coordinates, rounding: rounding)
  }

  @Test(arguments: methods, coordinates) func decomposed(
    _ method: Resize.Method, _ coordinates: Resize.Coordinates
  ) throws {
    let image = Tensor.random([2, 3, 17, 20], of: Float.self, in: -4...4)
    for (height, width) in [(8, 31), (33, 20), (1, 5)] {
      let axes = [Self.axis(2, height, coordinates), Self.axis(3, width, coordinates)]
      for op in [
        Resize(method, axes: axes, extrapolation: 7),
        Resize(method, axes: axes, antialias: true, excludesOutside: true),
        Resize(method, axes: [axes[0]]), Resize(method, axes: [Self.axis(1, 5, coordinates), axes[1]]),
      ] {
        try OperatorCheck(op, [image]).decomposed(.init(relative: 1e-5, absolute: 1e-5))
      }
    }
  }

  /// Whatever way is chosen, the nearest elements are the same.
  @Test(arguments: coordinates, [Resize.Rounding.halfDown, .halfUp, .down, .up])
  func nearestInLiteRT(_ coordinates: Resize.Coordinates, _ rounding: Resize.Rounding) throws {
    let image = Tensor.random([1, 7, 5, 2], of: Float.self)
    let axes = [Self.axis(1, 14, coordinates, rounding), Self.axis(2, 8, coordinates, rounding)]
    for resolver in [LiteRTOracle.Resolver.reference, .optimized] {
      try OperatorCheck(Resize(.nearest, axes: axes), [image]).liteRT(
        .init(relative: 0, absolute: 0), resolver: resolver)
    }
  }

  @Test func oneOperatorWhereTheSamplesAreTheSame() throws {
    let image = Tensor.random([2, 6, 5, 3], of: Float.self)
    func run(
      _ method: Resize.Method, _ coordinates: Resize.Coordinates, _ sizes: [Int], axes: [Int] = [1, 2]
    )
      throws -> [String]
    {
      let axes = zip(axes, sizes).map {
        Resize.Axis(axis: $0, size: $1, length: Double($1), coordinates: coordinates, rounding: .down)
      }
      return try OperatorCheck(Resize(method, axes: axes), [image])
        .liteRT(.init(relative: 1e-5, absolute: 1e-6), resolver: .optimized)
    }
    #expect(try run(.nearest, .asymmetric, [12, 10]) == ["RESIZE_NEAREST_NEIGHBOR"])
    #expect(try run(.linear, .halfPixel, [12, 10]) == ["RESIZE_BILINEAR"])
    #expect(try run(.linear, .alignCorners, [12, 10]) == ["RESIZE_BILINEAR"])
    #expect(
      try run(.linear, .halfPixel, [12, 10], axes: [2, 3]) == ["RESHAPE", "RESIZE_BILINEAR", "RESHAPE"])
    #expect(try run(.cubic(-0.75), .halfPixel, [12], axes: [3]).contains("FULLY_CONNECTED"))
  }

  @Test func smallIntegers() throws {
    let image = Tensor.random([1, 6, 6, 2], of: UInt8.self)
    let op = Resize(
      .linear, axes: [1, 2].map { Resize.Axis(axis: $0, size: 12, length: 12, coordinates: .halfPixel) })
    try OperatorCheck(op, [image]).liteRT(resolver: .optimized)
    try OperatorCheck(Resize(.nearest, axes: op.axes), [image]).liteRT(resolver: .optimized)
    let thirds = Resize(.linear, axes: [Self.axis(1, 17)])
    #expect(throws: OperatorError.self) { try OperatorCheck(thirds, [image]).decomposed() }
  }
}
