import EdgeSupport
import EdgeTestSupport
import Testing

struct ExplainTests {
  @Test(arguments: ["E208", "e208", "208"]) func explainsACode(_ spelling: String) {
    let run = CommandRun("explain", spelling)
    #expect(run.code == 0)
    #expect(run.stderr.isEmpty)
    Golden.expect(run.stdout, equals: "explain/E208.txt")
  }

  @Test func severalCodes() {
    let run = CommandRun("explain", "E501", "E601")
    #expect(run.stdout.hasPrefix("E501: "))
    #expect(run.stdout.contains("\n\nE601: "))
  }

  @Test func everyCodeIsListed() {
    let run = CommandRun("explain")
    for code in DiagnosticCode.allCases { #expect(run.stdout.contains("\n  \(code.rawValue)  ")) }
  }

  /// Each with what is nearest, or with what must not be claimed.
  @Test(arguments: [
    ("E509", "the nearest: E50"), ("E699", "the nearest: E60"), ("E999", "the nearest: E901"),
  ])
  func unknownCodesNameTheNearest(_ code: String, _ hint: String) {
    let run = CommandRun("explain", code)
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E803")
    #expect(run.stderr.contains(hint), "\(run.stderr)")
  }

  @Test func whatIsNoCode() {
    let run = CommandRun("explain", "segfault")
    #expect(run.code == 2)
    #expect(!run.stderr.contains("nearest"))
    #expect(run.stderr.contains("`edgec explain` lists all"))
  }

  /// Whoever watches a terminal is told of this command, once; logs are not.
  @Test func failuresOnATerminalOfferIt() {
    let arguments = ["check", Fixture.path("malformed/unknown_operators.onnx")]
    #expect(
      CommandRun(arguments, isTerminal: true).stderr.hasSuffix(
        "`edgec explain E201` tells causes and remedies\n"))
    #expect(!CommandRun(arguments).stderr.contains("explain"))
    #expect(!CommandRun(["check", "--frob"], isTerminal: true).stderr.contains("explain"))
  }
}
