import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct ConvTransposeInTFLiteTests {
  private static func op(
    _ strides: [Int], _ size: [Int], pads: [Int], dilations: [Int]? = nil, groups: Int = 1,
    _ activation: Clamp? = nil
  ) -> ConvTranspose {
    ConvTranspose(
      strides: strides, dilations: dilations ?? strides.map { _ in 1 }, pads: pads, size: size,
      groups: groups,
      activation: activation)
  }

  private let image = Tensor.random([2, 3, 4, 6], of: Float.self)
  private let bias = Tensor.random([4], of: Float.self, seed: 3)

  /// Strides, sizes and pads over a 3 x 4 image and a 3 x 2 kernel; the first ones TRANSPOSE_CONV has as they are.
  private static let placements: [(strides: [Int], size: [Int], pads: [Int])] = [
    ([1, 1], [5, 5], [0, 0]), ([2, 3], [7, 11], [0, 0]), ([2, 3], [8, 12], [0, 0]),
    ([2, 2], [6, 8], [0, 0]),
    ([1, 1], [3, 4], [1, 0]), ([2, 2], [5, 6], [1, 1]), ([2, 2], [12, 15], [0, 1]),
    ([3, 1], [4, 2], [2, 3]),
  ]

  @Test(arguments: placements.indices, [LiteRTOracle.Resolver.reference, .optimized])
  func placed(_ index: Int, _ resolver: LiteRTOracle.Resolver) throws {
    let (strides, size, pads) = Self.placements[index]
    let weights = Tensor.random([4, 3, 2, 6], of: Float.self, seed: 2)
    let op = Self.op(strides, size, pads: pads, index == 1 ? .relu6 : nil)
    let check = try OperatorCheck(op, [image, weights, index % 2 == 0 ? bias : nil], constants: [1, 2])
    let operators = try check.liteRT(.init(relative: 1e-5, absolute: 1e-6), resolver: resolver)
    #expect(operators.count { $0 == "TRANSPOSE_CONV" } == 1)
    #expect(index > 3 || index == 1 || operators.count == 1)
    if index > 4 { try check.decomposed(.init(relative: 1e-5, absolute: 1e-6)) }
  }

  @Test(arguments: [
    ([1, 1], [2, 3], 1), ([2, 3], [1, 1], 2), ([3, 2], [2, 1], 6), ([2, 2], [1, 1], 3),
  ])
  func groupedAndDilated(_ strides: [Int], _ dilations: [Int], _ groups: Int) throws {
    let weights = Tensor.random([groups == 1 ? 4 : groups, 3, 2, 6 / groups], of: Float.self, seed: 2)
    let bias = Tensor.random([weights.shape[0]], of: Float.self, seed: 3)
    for (size, pads) in [([9, 10], [0, 0]), ([4, 5], [3, 1])] {
      let op = Self.op(strides, size, pads: pads, dilations: dilations, groups: groups)
      let check = try OperatorCheck(op, [image, weights, bias], constants: [1, 2])
      try check.decomposed(.init(relative: 1e-5, absolute: 1e-6))
      try check.liteRT(.init(relative: 1e-5, absolute: 1e-6))
    }
  }

  @Test func volumes() throws {
    let volume = Tensor.random([2, 2, 3, 2, 4], of: Float.self)
    let weights = Tensor.random([3, 2, 2, 3, 4], of: Float.self, seed: 5)
    let op = Self.op([2, 1, 2], [4, 4, 4], pads: [1, 0, 0], dilations: [2, 1, 1])
    let check = try OperatorCheck(op, [volume, weights], constants: [1])
    try check.decomposed(.init(relative: 1e-5, absolute: 1e-6))
    try check.liteRT(.init(relative: 1e-5, absolute: 1e-6))
  }
}

struct ConvOfVolumesTests {
  @Test(arguments: [1, 2, 4]) func decomposed(_ groups: Int) throws {
    let volume = Tensor.random([2, 5, 4, 3, 4], of: Float.self)
    let weights = Tensor.random([4, 2, 3, 2, 4 / groups], of: Float.self, seed: 2)
    let bias = Tensor.random([4], of: Float.self, seed: 3)
    let op = Conv(
      strides: [2, 1, 1], dilations: [2, 1, 1], padsBegin: [1, 1, 0], padsEnd: [0, 1, 1], groups: groups)
    let check = try OperatorCheck(op, [volume, weights, bias], constants: [1, 2])
    try check.decomposed(.init(relative: 1e-5, absolute: 1e-6))
    try check.liteRT(.init(relative: 1e-5, absolute: 1e-6), resolver: .optimized)
  }
}
