import EdgeCompiler
import EdgeIR
import Testing

struct ComparisonTests {
  private func comparison(_ actual: [Float], _ expected: [Float]) -> Comparison {
    Comparison(Tensor([actual.count], actual), Tensor([expected.count], expected))
  }

  @Test func errorsAreMeasuredAgainstTheScale() {
    let result = comparison([1, 100.5], [1, 100])
    #expect(result.maxAbsoluteError == 0.5)
    #expect(result.scale == 100)
    #expect(result.relativeError == 0.005)
    #expect(result.firstFailure(relative: 0.005, absolute: 0) == nil)
    #expect(result.firstFailure(relative: 0.004, absolute: 0) != nil)
    #expect(result.firstFailure(relative: 0.004, absolute: 0.1) == nil)
  }

  @Test(arguments: [(Float.nan, Float(1)), (.infinity, 1), (1, .nan), (.infinity, -.infinity)])
  func nothingExcusesNaNAndInfinity(actual: Float, expected: Float) {
    #expect(comparison([actual], [expected]).firstFailure(relative: 1e9, absolute: 1e9) != nil)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func equalSpecialNumbers(number: Float) {
    let result = comparison([number], [number])
    #expect(result.firstFailure(relative: 0, absolute: 0) == nil)
    #expect(result.maxUnitsInLastPlace == 0)
  }

  @Test func typesMustAgree() {
    let result = Comparison(Tensor([2], [Float(1), 2]), Tensor([1, 2], [Float(1), 2]))
    #expect(result.firstFailure(relative: 1, absolute: 1) == "expected f32[1,2], got f32[2]")
  }

  @Test(arguments: [
    (Float(1), Float(1).nextUp, 1), (1, Float(1).nextDown.nextDown, 2), (0, -0.0, 0),
    (Float.leastNonzeroMagnitude, -Float.leastNonzeroMagnitude, 2), (.nan, 1, Int.max),
  ])
  func unitsInTheLastPlace(a: Float, b: Float, units: Int) {
    #expect(comparison([a], [b]).maxUnitsInLastPlace == units)
  }

  @Test func unitsOfIntegers() {
    let result = Comparison(Tensor([2], [Int8(-128), 3]), Tensor([2], [Int8(127), 3]))
    #expect(result.maxUnitsInLastPlace == 255)
    let far = Comparison(Tensor([1], [Int64.min]), Tensor([1], [Int64.max]))
    #expect(far.maxUnitsInLastPlace == .max)
  }
}
