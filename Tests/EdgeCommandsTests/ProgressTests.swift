import EdgeCommands
import EdgeTestSupport
import Testing

struct ProgressTests {
  /// A terminal that shows what is on its last line, and a clock on which every look takes a step.
  private final class FakeTerminal {
    var written: [String] = []
    var time = Duration.zero

    func run(_ arguments: [String], step: Duration, isTerminal: Bool = true) -> (code: Int32, result: String)
    {
      var result = ""
      let code = EdgeCommands.run(
        arguments,
        stdout: {
          self.written.append("<result>")
          result += $0
        }, stderr: { self.written.append($0) }, isTerminal: isTerminal,
        now: {
          self.time += step
          return self.time
        })
      return (code, result)
    }

    var bars: [String] { written.filter { $0.contains("░") } }
  }

  private let verify = [
    "verify", Fixture.path("models/digits_mlp_dynamo/model.onnx"), "--against", "tflite", "--samples", "4",
  ]

  @Test func slowWorkShowsABarThatGoesAway() throws {
    let terminal = FakeTerminal()
    #expect(terminal.run(verify, step: .seconds(1)).code == 0)
    let bar = try #require(terminal.bars.first)
    #expect(bar.hasPrefix("\r\u{1B}[K"))
    #expect(terminal.bars.contains { $0.contains("running ") && $0.hasSuffix("50 % (10/20)") })
    let result = try #require(terminal.written.firstIndex(of: "<result>"))
    #expect(!terminal.written[result - 1].contains("░"))
  }

  /// The first two seconds pass without a bar: looks at 0, 0.5, 1, 1.5 and 2 s after the start draw nothing.
  @Test func patience() throws {
    let terminal = FakeTerminal()
    #expect(terminal.run(verify, step: .milliseconds(500)).code == 0)
    #expect(terminal.bars.contains { $0.hasSuffix("(5/20)") })
    #expect(!terminal.bars.contains { $0.hasSuffix("(4/20)") })
  }

  /// Steps of 30 ms: redrawn at every fourth.
  @Test func notRedrawnTooOften() throws {
    let terminal = FakeTerminal()
    let many = Array(verify.dropLast()) + ["100"]
    #expect(terminal.run(many, step: .milliseconds(30)).code == 0)
    let drawn = terminal.bars.filter { $0.contains("/500)") }.prefix(2).compactMap { bar in
      bar.split(separator: "(").last.flatMap { Int($0.prefix { $0 != "/" }) }
    }
    #expect(drawn == [67, 71])
  }

  @Test func quickWorkShowsNone() {
    let terminal = FakeTerminal()
    #expect(terminal.run(verify, step: .milliseconds(1)).code == 0)
    #expect(terminal.bars.isEmpty)
  }

  @Test func filesAndPipesShowNone() {
    let terminal = FakeTerminal()
    #expect(terminal.run(verify, step: .seconds(1), isTerminal: false).code == 0)
    #expect(terminal.bars.isEmpty)
    #expect(!terminal.written.contains { $0.contains("\u{1B}") })
  }
}
