import EdgeQuantization
import EdgeSupport
import EdgeTestSupport
import Testing

struct CalibrationFileTests {
  private func example(decided: ClosedRange<Float>? = nil) -> CalibrationStatistics {
    var result = CalibrationStatistics(model: "abc", sampleCount: 3)
    result["b"] = statistics(numbers(300, seed: 4))
    result["a/\"é\""] = statistics([0.1, .leastNonzeroMagnitude, -.greatestFiniteMagnitude])
    result["zeros"] = statistics([0, -0.0])
    result["lost"] = statistics([.nan])
    result["b"]?.decided = decided
    return result
  }

  private func parse(_ text: String) throws -> CalibrationStatistics {
    try CalibrationStatistics(parsing: Array(text.utf8), path: "c.json")
  }

  @Test(arguments: [nil, -1...0.1] as [ClosedRange<Float>?])
  func whatIsWrittenIsReadAgain(decided: ClosedRange<Float>?) throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("c.json")
    try example(decided: decided).write(to: path)
    let read = try CalibrationStatistics(readingFrom: path, model: "abc")
    #expect(read == example(decided: decided))
    #expect(read.names == ["b", "a/\"é\"", "zeros", "lost"])
    #expect(read.json.pretty == example(decided: decided).json.pretty)
  }

  @Test func statisticsOfAnotherModelAreRefused() throws {
    let folder = try TemporaryDirectory()
    try example().write(to: folder.file("c.json"))
    let error = #expect(throws: Diagnostic.self) {
      try CalibrationStatistics(readingFrom: folder.file("c.json"), model: "abd")
    }
    #expect(error?.code == .dataMismatch && error?.location.file == folder.file("c.json"))
    var one = example()
    #expect(throws: Diagnostic.self) { try one.merge(CalibrationStatistics(model: "abd")) }
  }

  @Test func editedEndsAreDecisions() throws {
    let text = example().json.pretty
    let observed = try #require(example()["zeros"]?.observed)
    #expect(observed == 0...0)
    let edited = text.replacing("\"zeros\": {\n      \"min\": 0.0", with: "\"zeros\": {\n      \"min\": -2")
    #expect(edited != text)
    let read = try parse(edited)
    #expect(read["zeros"]?.decided == -2...0 && read["zeros"]?.observed == 0...0)
    #expect(read["zeros"]?.range(.minMax) == -2...0)
    #expect(read["b"]?.decided == nil)
  }

  @Test func rangesAloneSuffice() throws {
    let read = try parse(
      #"{"format": "edgec calibration 1", "model": "m", "samples": 0, "values": {"x": {"min": 0, "max": 6}}}"#
    )
    #expect(read["x"]?.range(.percentile(0.99)) == 0...6)
    #expect(try parse(read.json.pretty) == read)
  }

  @Test func decisionsOutliveMergingAndMustAgree() throws {
    var merged = example()
    try merged.merge(example(decided: 0...1))
    #expect(merged["b"]?.decided == 0...1)
    try merged.merge(example(decided: 0...1))
    #expect(merged.sampleCount == 9)
    let error = #expect(throws: Diagnostic.self) { try merged.merge(example(decided: 0...2)) }
    #expect(error?.code == .dataMismatch && error?.location.value == "b")
  }

  @Test(arguments: [
    ("\"samples\": 3", "\"samples\": -3", "from 0 to"),
    ("\"samples\": 3", "\"sample\": 3", "got 'sample'"),
    ("\"model\": \"abc\",", "", "has no 'model'"),
    ("calibration 1", "calibration 9", "got 'edgec calibration 9'"),
    ("\"exponent\": -148", "\"exponent\": -147", "contradicts itself"),
    ("\"zeros\": 2", "\"zeros\": 3", "contradicts itself"),
    ("\"first\": 4096", "\"first\": 4095", "contradicts itself"),
    ("\"first\": 4096", "\"first\": 9000", "from 0 to"),
    ("\"counts\": \"2\"", "\"counts\": \"9999999999*2\"", "8192 counts"),
    ("\"counts\": \"2\"", "\"counts\": \"2 -1\"", "8192 counts"),
    ("\"min\": -3.4028235e+38", "\"min\": -3.5e+38", "finite"),
  ]) func brokenFilesAreRefused(old: String, new: String, message: String) throws {
    let text = example().json.pretty
    let broken = text.replacing(old, with: new)
    #expect(broken != text)
    let error = #expect(throws: Diagnostic.self) { try parse(broken) }
    #expect(error?.code == .malformedData)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func brokenSyntaxIsLocated() throws {
    let broken = example().json.pretty.replacing("\"values\": {", with: "\"values\": [{")
    let error = try #require(#expect(throws: Diagnostic.self) { try parse(broken) })
    #expect(error.code == .malformedData)
    #expect(try #require(error.location.line) > 1)
  }

  @Test func damageNeverTraps() {
    let bytes = Array(example().json.pretty.utf8)
    var generator = SeededGenerator(seed: 7)
    var refused = 0
    for _ in 0..<1000 {
      var damaged = bytes
      damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
        in: 0x20...0x7F, using: &generator)
      if (try? CalibrationStatistics(parsing: damaged, path: "c.json")) == nil { refused += 1 }
    }
    #expect(refused > 100)
  }
}
