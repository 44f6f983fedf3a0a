import EdgeIR
import EdgeQuantization
import Testing

struct QuantizationReportTests {
  /// Each cause of the broken model at its place.
  @Test func causesAreFoundWhereTheyAre() throws {
    let report = try BrokenModel(sampleCount: 20).quantized()
    let found = report.findings.map { "\($0.cause.rawValue) \($0.values.first ?? "")" }
    for expected in [
      "fewSamples ", "rawInput features", "unlikeParts detections", "infinitePad padded",
      "unlikeChannels wild",
      "rangeOutlier image", "decomposedNormalization centred", "biasOverflow biased", "deadChannels biased",
    ] {
      #expect(found.contains(expected), "\(found)")
    }
    for finding in report.findings { #expect(!finding.evidence.isEmpty && !finding.remedy.isEmpty) }
    // None but the first few have anything to do with these.
    #expect(!found.contains("unlikeChannels calm") && !found.contains("deadChannels wild"))
  }

  /// The figures are those of what was built.
  @Test func evidenceIsMeasured() throws {
    let report = try BrokenModel(sampleCount: 40).quantized()
    func measure(_ cause: Finding.Cause, _ name: String) throws -> Double {
      let finding = try #require(report.findings.first { $0.cause == cause })
      return try #require(finding.measures.first { $0.name == name }).number
    }
    #expect(!report.findings.contains { $0.cause == .fewSamples })
    #expect(try measure(.unlikeChannels, "channel") == 5)
    #expect((5e3...1e5).contains(try measure(.unlikeChannels, "ratio")))
    #expect((20...1000).contains(try measure(.unlikeParts, "ratio")))
    #expect(try measure(.infinitePad, "value") == -.infinity)
    #expect(try measure(.biasOverflow, "channels") == 1)
    #expect(try measure(.deadChannels, "channels") == 1)
    #expect((45...55).contains(try measure(.rangeOutlier, "ratio")))
    #expect(try measure(.rawInput, "outputRatio") < 30)
  }

  @Test func tensorsAreRankedByWhatReachesTheResults() throws {
    let report = try BrokenModel(sampleCount: 20).quantized()
    let ratios = report.ranked.compactMap(\.outputRatio)
    #expect(ratios.count > 5 && ratios == ratios.sorted())
    let wild = try #require(report.tensors.first { $0.name == "wild" })
    #expect(wild.operatorName == "Conv" && wild.weights?.magnitudes.count == 8)
    let counted = try #require(wild.histogram).counts
    #expect(counted.count <= CoarseHistogram.binLimit && counted.reduce(0, +) == 20 * 16 * 16 * 8)
    #expect(report.results.map(\.name) == ["detections", "decision"])
    #expect(report.results.allSatisfy { $0.samples == 20 })
    #expect(report.ratio == report.results.map(\.ratio).min())
  }

  /// Those that 8 bits hurt; with nothing in 8 bits there is nothing to make wider.
  @Test func widerTensorsAreWorthwhile() throws {
    let model = try BrokenModel(sampleCount: 20)
    let report = try model.quantized()
    let wider = try #require(report.widerTensors)
    #expect(wider.gain > 0.5 && (1...8).contains(wider.names.count))
    let narrow = report.tensors.filter { $0.type.element == .int8 }.map(\.name)
    #expect(wider.names.allSatisfy(narrow.contains))
    var options = QuantizationOptions()
    options.policy.activations = .int16
    let wide = try model.quantized(options)
    #expect(wide.tensors.allSatisfy { $0.type.element == .int16 } && wide.widerTensors == nil)
  }

  /// Whatever the number of cores.
  @Test func reportIsTheSameEachTime() throws {
    let model = try BrokenModel(sampleCount: 20)
    let (a, b) = (try model.quantized(), try model.quantized())
    #expect(a.ranked.map(\.name) == b.ranked.map(\.name))
    #expect(a.tensors.map(\.outputRatio) == b.tensors.map(\.outputRatio))
    #expect(a.findings.map(\.evidence) == b.findings.map(\.evidence))
  }

  @Test(
    arguments: [
      (0, "0"), (1, "1"), (-0.012345, "-0.0123"), (1234.5, "1235"), (99.96, "100"), (0.5, "0.5"),
      (1.2345e-7, "1.23e-7"), (3.5e9, "3.5e9"), (-Double.infinity, "-inf"), (0.00012, "0.00012"),
    ] as [(Double, String)])
  func numbersAreBrief(number: Double, text: String) { #expect(number.brief == text) }
}
