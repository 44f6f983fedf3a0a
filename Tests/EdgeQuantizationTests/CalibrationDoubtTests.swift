import EdgeQuantization
import EdgeSupport
import EdgeTestSupport
import Testing

struct CalibrationDoubtTests {
  private func doubts(_ numbers: [Float], samples: Int = 30, limits: ClosedRange<Float>? = nil) -> [String] {
    var calibration = CalibrationStatistics(model: "m", sampleCount: samples)
    calibration["x"] = statistics(numbers)
    calibration["inner"] = statistics([0])
    let doubts = calibration.doubts(inputs: ["x", "integers"], limits: limits)
    #expect(doubts.allSatisfy { $0.severity == .warning && $0.code == .calibrationDoubtful })
    return doubts.map(\.message)
  }

  /// Half as many small numbers as large ones.
  private let usual = (0..<9000).map { Float($0 % 3 == 0 ? $0 : 9000 + $0) / 18_000 }

  @Test func usualDataRaiseNone() {
    #expect(doubts(usual) == [])
    #expect(doubts(usual, limits: 0...1) == [])
  }

  @Test func fewSamplesAreTooFew() {
    #expect(doubts(usual, samples: 29) == ["calibrated with 29 samples, where ranges need 30 or more"])
    #expect(doubts(usual, samples: 1) == ["calibrated with 1 sample, where ranges need 30 or more"])
  }

  @Test func sameNumbersSayNothing() {
    #expect(doubts([0.5, 0.5]) == ["all samples hold the same number, 0.5"])
    #expect(doubts([.nan]) == ["the samples hold no finite number"])
    #expect(doubts(usual + [.infinity]) == ["the samples hold 1 infinities or NaNs"])
  }

  @Test func limitsShouldBeApproachedAndKept() {
    #expect(doubts(usual.map { $0 / 5 }, limits: 0...1).count == 1)
    #expect(doubts(usual.map { $0 * 2 }, limits: 0...1).count == 1)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func noiseIsRecognised(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func uniform() -> Float { .random(in: 0...1, using: &generator) }
    let flat = (0..<20_000).map { _ in uniform() }
    #expect(doubts(flat) == ["the samples are distributed like uniform noise"])
    #expect(doubts(flat.map { ($0 * 255).rounded() }) == ["the samples are distributed like uniform noise"])
    let bell = (0..<20_000).map { _ in (0..<12).reduce(Float(-6)) { sum, _ in sum + uniform() } * 3 + 1 }
    #expect(doubts(bell) == ["the samples are distributed like normal noise"])
    // Too few to say.
    #expect(doubts(Array(flat.prefix(1000))) == [])
  }
}
