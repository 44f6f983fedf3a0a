import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Windows over other images than float32 ones with two spatial axes, compiled as C.
struct SpatialAxesInCTests {
  private static func window(_ kernel: [Int], _ strides: [Int], _ pads: [Int]) -> WindowGeometry {
    WindowGeometry(
      kernel: kernel, strides: strides, dilations: kernel.map { $0 > 2 ? 1 : 2 }, padsBegin: pads,
      padsEnd: pads.reversed())
  }

  private static let windows = [
    window([2], [2], [1]), window([3, 2], [2, 1], [1, 0]), window([2, 3, 2], [1, 2, 2], [0, 1, 1]),
    window([2, 1, 3, 2], [1, 1, 2, 1], [1, 0, 1, 1]),
  ]

  private static func shape(_ rank: Int) -> [Int] { [2] + [5, 4, 5, 3].prefix(rank) + [6] }

  @Test func convolutions() throws {
    var batch = OperatorsInC()
    for window in Self.windows {
      let image = Tensor.random(Self.shape(window.rank), of: Double.self)
      for (groups, outputs) in [(1, 5), (2, 8), (6, 6)] {
        let weights = Tensor.random(
          [outputs] + window.kernel + [6 / groups], of: Double.self, in: -0.2...0.2, seed: 2)
        let bias = Tensor.random([outputs], of: Double.self, seed: 3)
        let conv = Conv(
          strides: window.strides, dilations: window.dilations, padsBegin: window.padsBegin,
          padsEnd: window.padsEnd, groups: groups, activation: groups == 2 ? .relu6 : nil)
        for type in [ElementType.float32, .float64] {
          let inputs = try [image, weights, bias].map { try Cast(to: type).evaluate([$0])[0] }
          try batch.add(conv, inputs)
          try batch.add(conv, Array(inputs.prefix(2)))
        }
      }
    }
    try batch.check(sanitizers: [.address, .undefined])
  }

  @Test func maxima() throws {
    var batch = OperatorsInC()
    for window in Self.windows {
      let shape = Self.shape(window.rank)
      for indices in [nil, MaxPool.IndexOrder.rowMajor, .columnMajor] {
        let pool = MaxPool(geometry: window, indices: indices)
        try batch.add(pool, [Tensor.random(shape, of: Float.self)])
        try batch.add(pool, [Tensor.random(shape, of: Double.self)])
        try batch.add(pool, [Tensor.random(shape, of: Int8.self)])
        try batch.add(pool, [Tensor.random(shape, of: UInt8.self, in: 0...3)])
      }
    }
    let special = Tensor([1, 4, 1], [-.infinity, .nan, 1, .nan] as [Float])
    try batch.add(MaxPool(geometry: Self.window([3], [1], [2]), indices: .rowMajor), [special])
    try batch.check(sanitizers: [.address, .undefined])
  }

  @Test func means() throws {
    var batch = OperatorsInC()
    for window in Self.windows {
      for countsPadding in [false, true] {
        let overhang = window.kernel.map { $0 - 1 }
        let pool = AveragePool(geometry: window, overhang: overhang, countsPadding: countsPadding)
        try batch.add(pool, [Tensor.random(Self.shape(window.rank), of: Float.self)])
        try batch.add(pool, [Tensor.random(Self.shape(window.rank), of: Double.self)])
      }
    }
    try batch.check(sanitizers: [.address, .undefined])
  }
}
