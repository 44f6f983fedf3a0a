import EdgeSupport
import EdgeTestSupport
import Testing

/// `verify --litert`: another implementation has the last word.
struct VerifyLiteRTTests {
  private static let python = Fixture.packageRoot + "/.venv/bin/python"
  private static let digits = Fixture.path("models/digits_cnn_torchscript")

  @Test func floats() {
    let run = CommandRun(
      "verify", "\(Self.digits)/model.onnx", "--against", "tflite", "--python", Self.python)
    #expect(run.code == 0, "\(run.stderr)")
    for kernels in ["reference", "default"] {
      let lines = run.stdout.split(separator: "\n").filter { $0.hasPrefix("LiteRT, \(kernels) kernels") }
      #expect(lines.map { $0.hasSuffix("✓") } == [true], "\(run.stdout)")
    }
  }

  /// The reference kernels give every integer; the default ones may round otherwise, which is shown and not judged.
  @Test func integers() throws {
    let folder = try TemporaryDirectory()
    let file = folder.file("int8.tflite")
    let converted = CommandRun(
      "convert", "\(Self.digits)/model.onnx", "-o", file, "--quantize", "int8", "--calibration",
      "\(Self.digits)/calibration.npz", "--io-type", "int8")
    #expect(converted.code == 0, "\(converted.stderr)")
    let itself = CommandRun("verify", file, "--python", Self.python, "--max-ulp", "0", "--against", file)
    let reference = itself.stdout.split(separator: "\n").first { $0.hasPrefix("LiteRT, reference kernels") }
    #expect(reference?.hasSuffix("✓") == true, "\(itself.stdout)\(itself.stderr)")
  }

  /// The float model against its integers: a signal-to-noise ratio says whether they are good enough.
  @Test(arguments: [("20", Int32(0)), ("90", 1)])
  func integersBesideFloats(ratio: String, code: Int32) throws {
    let folder = try TemporaryDirectory()
    let file = folder.file("int8.tflite")
    let converted = CommandRun(
      "convert", "\(Self.digits)/model.onnx", "-o", file, "--quantize", "int8", "--calibration",
      "\(Self.digits)/calibration.npz", "--io-type", "int8")
    #expect(converted.code == 0, "\(converted.stderr)")
    let run = CommandRun(
      "verify", "\(Self.digits)/model.onnx", "--against", file, "--data", "\(Self.digits)/calibration.npz",
      "--samples", "8", "--min-sqnr", ratio)
    #expect(run.code == code, "\(run.stdout)\(run.stderr)")
    let itself = CommandRun(
      "verify", "\(Self.digits)/model.onnx", "--quantize", "int8", "--calibration",
      "\(Self.digits)/calibration.npz", "--against", "tflite", "--python", Self.python, "--min-sqnr", ratio)
    #expect(itself.code == code, "\(itself.stdout)\(itself.stderr)")
    #expect(itself.diagnosticCode == (code == 0 ? nil : "E405"), "\(itself.stderr)")
  }

  @Test func noRuntime() {
    let run = CommandRun(
      "verify", "\(Self.digits)/model.onnx", "--against", "tflite", "--python", "/nonexistent/python")
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E502", "\(run.stderr)")
    #expect(run.stderr.contains("there is no '/nonexistent/python'"))
  }
}
