import EdgeSupport
import EdgeTestSupport
import Testing

struct UsageTests {
  @Test(arguments: [
    "inspect", "check", "optimize", "convert", "emit-c", "quantize", "verify", "run", "reduce",
  ])
  func helpShowsExamples(command: String) {
    let run = CommandRun(command, "--help")
    #expect(run.code == 0)
    #expect(run.stderr.isEmpty)
    #expect(run.stdout.contains("  edgec \(command) model.onnx"))
    Golden.expect(run.stdout, equals: "help/\(command).txt")
  }

  @Test func helpOfExplain() {
    Golden.expect(CommandRun("explain", "--help").stdout, equals: "help/explain.txt")
  }

  @Test func rootHelp() {
    let run = CommandRun("--help")
    #expect(run.code == 0)
    Golden.expect(run.stdout, equals: "help/edgec.txt")
  }

  @Test func version() {
    #expect(CommandRun("--version").stdout == "edgec \(EdgecVersion.text)\n")
  }

  @Test func nothingToDoIsAMistake() {
    let run = CommandRun()
    #expect(run.code == 2)
    #expect(run.stdout.contains("SUBCOMMANDS"))
  }

  /// Each with what the message must name.
  @Test(arguments: [
    (["frobnicate"], "frobnicate"),
    (["convert"], "<model>"),
    (["convert", "m.onnx"], "--output"),
    (["convert", "m.onnx", "-o", "o", "--io-layout", "nchw"], "'onnx' and 'nhwc'"),
    (["convert", "m.onnx", "-o", "o", "--target", "toaster"], "'litert' and 'tflm'"),
    (["convert", "m.onnx", "-o", "o", "--quantize", "int3"], "int16x8"),
    (["convert", "m.onnx", "-o", "o", "--quantize", "int8"], "--calibration"),
    (["convert", "m.onnx", "-o", "o", "--dim", "batch"], "--dim"),
    (["convert", "m.onnx", "-o", "o", "--dim", "batch=-1"], "--dim"),
    (["convert", "m.onnx", "-o", "o", "--dim", "b=1", "--dim", "b=2"], "'b' twice"),
    (["convert", "m.onnx", "-o", "o", "--input-shape", "x=1,,2"], "--input-shape"),
    (["convert", "m.onnx", "-o", "o", "--dump-after", "nothing"], "fold-constants"),
    (["convert", "m.onnx", "-o", "o", "--stop-after", "-1"], "--stop-after"),
    (["convert", "m.onnx", "-o", "o", "--frob"], "--frob"),
    (["run", "m.onnx", "--output", "o"], "--data"),
    (["run", "m.onnx", "--output", "o", "--data", "d", "--input", "x=y"], "--input"),
    (["run", "m.onnx", "--output", "o", "--data", "d", "--backend", "gpu"], "'reference' and 'c'"),
    (["emit-c", "m.onnx", "-o", "o", "--max-ram", "64X"], "--max-ram"),
    (["emit-c", "m.onnx", "-o", "o", "--target", "z80"], "cortex-m55"),
    (["emit-c", "m.onnx", "-o", "o", "--harness", "x"], "bench"),
    (["inspect", "m.onnx", "--diagnostics", "xml"], "'text', 'json' or 'editor'"),
  ])
  func mistakesInOptions(arguments: [String], mention: String) {
    let run = CommandRun(arguments)
    #expect(run.code == 2)
    #expect(run.stdout.isEmpty)
    #expect(run.diagnosticCode == "E803", "\(run.stderr)")
    #expect(run.stderr.contains(mention), "\(run.stderr)")
    #expect(run.stderr.contains("  hint   "), "\(run.stderr)")
  }

  @Test func mistakesInOptionsAsJSON() {
    let run = CommandRun("convert", "--diagnostics", "json")
    #expect(run.code == 2)
    #expect(run.stderr.hasPrefix(#"{"severity": "error", "code": "E803""#))
  }
}
