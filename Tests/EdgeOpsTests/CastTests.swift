import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct CastTests {
  /// What TFLite casts between.
  static let types = ElementType.allCases.filter { $0 != .uint64 }

  @Test(arguments: types, types) func inLiteRT(_ source: ElementType, _ target: ElementType) throws {
    let numbers = Tensor([6], [0, 1, 2.75, 3, 100.5, 7] as [Double])
    let x = try Cast(to: source).evaluate([numbers])[0]
    try OperatorCheck(Cast(to: target), [x]).liteRT()
  }

  @Test func saturatesAndWraps() throws {
    let floats = Tensor([5], [1e9, -1e9, Double.nan, -2.9, 2.9])
    let saturated = try Cast(to: .int8).evaluate([floats])[0]
    #expect(saturated.elements(as: Int8.self) == [127, -128, 0, -2, 2])
    let integers = Tensor([2], [300, -1] as [Int32])
    let wrapped = try Cast(to: .uint8).evaluate([integers])[0]
    #expect(wrapped.elements(as: UInt8.self) == [44, 255])
    let truths = try Cast(to: .bool).evaluate([integers])[0]
    #expect(truths.elements(as: Bool.self) == [true, true])
  }

  @Test func constraints() {
    expectRefusal(Cast(to: .int8), [], "C1")
  }
}
