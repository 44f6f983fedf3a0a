import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct PoolDecompositionTests {
  private static let windows = [
    WindowGeometry(
      kernel: [2, 3, 2], strides: [1, 2, 2], dilations: [1, 1, 1], padsBegin: [1, 0, 1], padsEnd: [0, 1, 1]),
    WindowGeometry(
      kernel: [1, 2, 3], strides: [2, 1, 1], dilations: [1, 1, 1], padsBegin: [0, 0, 2], padsEnd: [0, 0, 0]),
    WindowGeometry(
      kernel: [2, 2, 3], strides: [1, 1, 2], dilations: [2, 1, 2], padsBegin: [1, 1, 0], padsEnd: [1, 0, 2]),
    WindowGeometry(
      kernel: [3, 2], strides: [1, 2], dilations: [2, 3], padsBegin: [2, 1], padsEnd: [0, 1]),
  ]

  private func image<Element: NumericElement>(_ window: WindowGeometry, _: Element.Type) throws -> Tensor {
    let spatial = window.rank == 2 ? [7, 6] : [4, 5, 6]
    let image = Tensor.random([2] + spatial + [3], of: Float.self, in: 0...100)
    return try Cast(to: Element.elementType).evaluate([image])[0]
  }

  @Test(arguments: windows) func maximum(_ window: WindowGeometry) throws {
    let op = MaxPool(geometry: window)
    for image in try [image(window, Float.self), image(window, Int64.self), image(window, UInt8.self)] {
      let check = try OperatorCheck(op, [image])
      try check.decomposed(.init(relative: 0, absolute: 0))
      try check.liteRT(.init(relative: 0, absolute: 0))
    }
  }

  @Test(arguments: windows, [MaxPool.IndexOrder.rowMajor, .columnMajor])
  func indices(_ window: WindowGeometry, _ order: MaxPool.IndexOrder) throws {
    let op = MaxPool(geometry: window, indices: order)
    let spatial = window.rank == 2 ? [7, 6] : [4, 5, 6]
    let ties = Tensor.random([2] + spatial + [3], of: Int32.self, in: -1...1)
    let image = try Cast(to: .float32).evaluate([ties])[0]
    let check = try OperatorCheck(op, [image])
    try check.decomposed(.init(relative: 0, absolute: 0))
    try check.liteRT(.init(relative: 0, absolute: 0), resolver: .optimized)
  }

  @Test(arguments: windows, [false, true])
  func mean(_ window: WindowGeometry, _ countsPadding: Bool) throws {
    let overhang = window.strides.map { $0 - 1 }
    let op = AveragePool(geometry: window, overhang: overhang, countsPadding: countsPadding)
    let check = try OperatorCheck(op, [image(window, Float.self)])
    try check.decomposed(.init(relative: 1e-5, absolute: 1e-5))
    try check.liteRT(.init(relative: 1e-5, absolute: 1e-5))
  }

  @Test(arguments: [(1, 5), (3, 3), (1, 4), (0, 7), (2, 1)])
  func neighbours(_ axis: Int, _ size: Int) throws {
    let x = Tensor.random([2, 6, 3, 5], of: Float.self)
    let op = LocalResponseNormalization(axis: axis, size: size, alpha: 0.7, beta: 0.75, bias: 1.5)
    let check = try OperatorCheck(op, [x])
    try check.decomposed(.init(relative: 1e-5, absolute: 1e-6))
    try check.liteRT(.init(relative: 1e-5, absolute: 1e-6))
  }

  @Test func elementsOfOtherTypesArePadded() throws {
    for element in [ElementType.int8, .uint8, .int16, .uint16, .uint32, .float16, .bool] {
      let numbers = Tensor.random([2, 1, 3, 1, 2, 2], of: Float.self, in: 0...100)
      let x = try Cast(to: element).evaluate([numbers])[0]
      for mode in Pad.Mode.allCases where mode == .constant || element != .float16 {
        let op = Pad(mode, begins: [1, 0, 2, 0, 1, 1], ends: [0, 1, 1, 0, 2, 0])
        let check = try OperatorCheck(op, [x])
        try check.liteRT()
        try check.decomposed()
      }
    }
  }
}
