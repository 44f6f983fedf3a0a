import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct HardSwishTests {
  @Test(arguments: [[], [7], [1, 4, 4, 3], [2, 3, 4, 5, 2]])
  func onTheTargets(_ shape: [Int]) throws {
    let x = Tensor.random(shape, of: Float.self)
    let wide = Tensor(shape, x.elements(as: Float.self).map { $0 * 8 })
    try OperatorCheck(HardSwish(), [wide]).liteRT()
    try OperatorCheck(HardSwish(), [wide]).generatedC()
  }

  /// The ends of the ramp, beyond them, and what is not a number.
  @Test func definition() throws {
    let x: [Float] = [-4, -3, -1.5, 0, 1.5, 3, 4, .infinity, .nan]
    let y = try HardSwish().evaluate([Tensor([x.count], x)])[0].elements(as: Float.self)
    #expect(y.dropLast() == [0, 0, -0.375, 0, 1.125, 3, 4, .infinity])
    #expect(y.last?.isNaN == true)
  }

  @Test func constraints() {
    expectRefusal(HardSwish(), [TensorType(.int32, [2])], "C1")
  }
}
