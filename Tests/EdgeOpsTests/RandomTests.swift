import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// Random numbers, which ONNX's cases cannot check: distribution, reproducibility and equality on targets.
struct RandomTests {
  private func numbers(_ distribution: Random.Distribution, seed: Int64 = 7) throws -> [Double] {
    try Random(distribution, element: .float32, shape: [100, 100], seed: seed).evaluate([])[0].doubles()
  }

  /// Mean and standard deviation.
  private func moments(_ numbers: [Double]) -> (Double, Double) {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let square = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
    return (mean, square.squareRoot())
  }

  @Test func uniform() throws {
    let numbers = try numbers(.uniform(low: -1, high: 3))
    #expect(numbers.allSatisfy { $0 >= -1 && $0 < 3 })
    let (mean, deviation) = moments(numbers)
    #expect(abs(mean - 1) < 0.05 && abs(deviation - 4 / 12.0.squareRoot()) < 0.03)
    let counts = Dictionary(grouping: numbers) { Int(($0 + 1) * 2.5) }.mapValues(\.count)
    #expect(counts.count == 10 && counts.values.allSatisfy { abs($0 - 1000) < 150 })
  }

  @Test func normal() throws {
    let numbers = try numbers(.normal(mean: 2, deviation: 0.5))
    let (mean, deviation) = moments(numbers)
    #expect(abs(mean - 2) < 0.02 && abs(deviation - 0.5) < 0.02)
    let within = numbers.filter { abs($0 - 2) < 0.5 }.count
    #expect(abs(within - 6827) < 200)
  }

  /// The first outputs of SplitMix64 from the state 1234567, as its author's program prints them, as fractions.
  @Test func followsSplitMix64() throws {
    let words: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
    let op = Random(.uniform(low: 0, high: 1), element: .float64, shape: [3], seed: 1_234_567)
    let expected = words.map { Double($0 >> 11) / Double(UInt64(1) << 53) }
    #expect(try op.evaluate([])[0].doubles() == expected)
  }

  @Test(arguments: [ElementType.float32, .float64], [false, true])
  func sameInC(_ element: ElementType, _ isNormal: Bool) throws {
    let distribution =
      isNormal ? Random.Distribution.normal(mean: 1, deviation: 2) : .uniform(low: -1, high: 1)
    let op = Random(distribution, element: element, shape: [500], seed: .max)
    try OperatorCheck(op, []).generatedC(.init(relative: 1e-6, absolute: isNormal ? 1e-7 : 0))
  }

  @Test func seeds() throws {
    func run(_ seed: Float?) throws -> Tensor {
      let shape = ONNXAttribute(name: "shape", value: .ints([50]))
      let seed = seed.map { [ONNXAttribute(name: "seed", value: .float($0))] } ?? []
      return try ONNXNodeRun("RandomNormal", opset: 13, attributes: [shape] + seed, []).outputs[0]
    }
    #expect(try run(nil).isIdentical(to: run(nil)))
    #expect(try run(3).isIdentical(to: run(3)))
    #expect(try !run(3).isIdentical(to: run(4)))
    #expect(try !run(3).isIdentical(to: run(nil)))
  }

  @Test func likeAnother() throws {
    let x = Tensor.random([3, 4], of: Float.self)
    let plain = try ONNXNodeRun("RandomUniformLike", opset: 22, [x]).outputs[0]
    #expect(plain.type == x.type)
    let double = ONNXAttribute(name: "dtype", value: .int(11))
    #expect(
      try ONNXNodeRun("RandomNormalLike", opset: 1, attributes: [double], [x]).outputs[0].element == .float64)
  }

  @Test func bernoulli() throws {
    let p = Tensor([2, 2000], (0..<4000).map { $0 < 2000 ? Float(0.25) : Float($0 % 2) })
    let drawn = try ONNXNodeRun("Bernoulli", opset: 15, [p]).outputs[0].elements(as: Float.self)
    let hits = drawn[..<2000].filter { $0 == 1 }.count
    #expect(abs(hits - 500) < 80 && drawn[..<2000].filter { $0 == 0 }.count == 2000 - hits)
    #expect(Array(drawn[2000...]) == (2000..<4000).map { Float($0 % 2) })
  }

  @Test func multinomial() throws {
    let logOf3: Float = 1.0986123
    let logits = Tensor([2, 3], [0, logOf3, -.infinity, 5, 5, -.infinity])
    let count = ONNXAttribute(name: "sample_size", value: .int(2000))
    let run = try ONNXNodeRun("Multinomial", opset: 7, attributes: [count], [logits])
    let classes = run.outputs[0].elements(as: Int32.self)
    #expect(run.outputs[0].shape == [2, 2000] && classes.allSatisfy { (0...1).contains($0) })
    #expect(abs(classes[..<2000].filter { $0 == 1 }.count - 1500) < 80)
    #expect(abs(classes[2000...].filter { $0 == 1 }.count - 1000) < 90)
  }

  @Test(arguments: [true, false]) func dropoutInTraining(_ isConstant: Bool) throws {
    let x = Tensor.random([4000], of: Float.self, in: 1...2)
    let inputs = [x, Tensor(scalar: Float(0.75)), Tensor(scalar: true)]
    let run = try ONNXNodeRun(
      "Dropout", opset: 13, inputs, constants: isConstant ? [1, 2] : [], outputs: 2)
    let (y, mask) = (run.outputs[0].elements(as: Float.self), run.outputs[1].elements(as: Bool.self))
    #expect(abs(mask.filter { $0 }.count - 1000) < 120)
    #expect(y == zip(x.elements(as: Float.self), mask).map { $1 ? $0 / 0.25 : 0 })
    let still = [x, Tensor(scalar: Float(0.75)), Tensor(scalar: false)]
    let off = try ONNXNodeRun(
      "Dropout", opset: 13, still, constants: isConstant ? [1, 2] : [], outputs: 2)
    #expect(off.outputs[0].isIdentical(to: x))
    #expect(off.outputs[1].elements(as: Bool.self).allSatisfy { $0 })
  }

  /// Before opset 7 a Dropout trains unless it is told not to.
  @Test func oldDropout() throws {
    let x = Tensor.random([4000], of: Float.self, in: 1...2)
    let trained = try ONNXNodeRun("Dropout", opset: 6, [x], outputs: 2)
    let zeros = trained.outputs[0].elements(as: Float.self).filter { $0 == 0 }.count
    #expect(abs(zeros - 2000) < 150)
    #expect(trained.outputs[1].elements(as: Float.self).filter { $0 == 0 }.count == zeros)
    let test = ONNXAttribute(name: "is_test", value: .int(1))
    #expect(try ONNXNodeRun("Dropout", opset: 1, attributes: [test], [x]).outputs[0].isIdentical(to: x))
  }

  @Test func constraints() {
    expectRefusal(Random(.uniform(low: 0, high: 1), element: .int32, shape: [2], seed: 1), [], "C1")
    expectRefusal(Random(.uniform(low: 0, high: 1), element: .float32, shape: [-1], seed: 1), [], "C1")
    expectRefusal(Random(.uniform(low: 0, high: 1), element: .float32, shape: [1 << 40], seed: 1), [], "C1")
  }
}
