import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct ClipTests {
  static let ranges: [[Double]] = [
    [0, .infinity], [0, 6], [-1, 1], [-2, 3], [-.infinity, 2], [1, .infinity], [-.infinity, .infinity],
    [3, -3],
  ]

  @Test(arguments: ranges) func inLiteRT(_ range: [Double]) throws {
    let clip = Clip(lower: range[0], upper: range[1])
    let x = Tensor.random([2, 3, 4], of: Float.self, in: -9...9)
    for type in [ElementType.float32, .int8, .int16, .int32, .int64] {
      try OperatorCheck(clip, [Cast(to: type).evaluate([x])[0]]).liteRT()
    }
  }

  @Test func unsignedInLiteRT() throws {
    let x = Tensor([4], [0, 3, 200, 255] as [UInt8])
    for type in [ElementType.uint8, .uint16, .uint32] {
      try OperatorCheck(Clip(lower: -5, upper: 100), [Cast(to: type).evaluate([x])[0]]).liteRT()
    }
  }

  @Test(arguments: [ElementType.float32, .float64, .int8, .int64, .uint16]) func inC(_ type: ElementType)
    throws
  {
    let x = try Cast(to: type).evaluate([Tensor.random([2, 3, 4], of: Float.self, in: 0...9)])[0]
    try OperatorCheck(Clip(lower: -2, upper: 3), [x]).generatedC()
  }

  @Test func constraints() {
    expectRefusal(Clip(lower: 0, upper: 1), [TensorType(.bool, [2])], "C1")
  }
}
