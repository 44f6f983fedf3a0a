import EdgeSupport
import EdgeTestSupport
import Testing

struct EmitSwiftTests {
  private let model = Fixture.path("models/digits_cnn_dynamo/model.onnx")

  @Test func theFileHoldsTheInterface() throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun("emit-swift", model, "-o", folder.file("new/Digits.swift"), "--access", "public")
    #expect(run.code == 0, "\(run.stderr)")
    let text = String(decoding: try folder.bytes("new/Digits.swift"), as: UTF8.self)
    for line in [
      "public nonisolated final class DigitsCnnDynamo {",
      "  public static let inputShape: [Int] = [1, 1, 8, 8]",
      "  public static let scoresShape: [Int] = [1, 10]",
      "  public func predict(_ input: [Float]) throws -> [Float] {", "  public func run() {",
    ] {
      #expect(text.contains("\n\(line)\n"), "\(line)")
    }
    #expect(text.split(separator: "\n")[0].contains(try SHA256.hexDigest(FileSystem.read(model))))
    #expect(CommandRun("emit-swift", model, "-o", folder.file("b"), "--access", "public").code == 0)
    #expect(try folder.bytes("new/Digits.swift") == folder.bytes("b"))
  }

  @Test func helpShowsExamples() {
    let run = CommandRun("emit-swift", "--help")
    #expect(run.code == 0)
    Golden.expect(run.stdout, equals: "help/emit-swift.txt")
  }

  @Test func noTypeName() throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun("emit-swift", model, "-o", folder.file("m.swift"), "--name", "a b")
    #expect(run.code == 2 && run.diagnosticCode == "E803")
    #expect(try FileSystem.list(folder.path).isEmpty)
  }

  @Test func diagnosticsForEditorsHaveAPlace() throws {
    let folder = try TemporaryDirectory()
    let broken = try folder.write([8, 8, 1], to: "broken.onnx")
    let run = CommandRun("emit-swift", broken, "-o", folder.file("m.swift"), "--diagnostics", "editor")
    #expect(run.code == 2)
    #expect(run.stderr.hasPrefix("\(broken):1:1: error: E1"), "\(run.stderr)")
  }
}

struct OptionsFileTests {
  private let model = Fixture.path("models/digits_mlp_dynamo/model.onnx")

  private func emit(_ json: String, _ arguments: String...) throws -> (run: CommandRun, text: String) {
    let folder = try TemporaryDirectory()
    let options = try folder.write(json, to: "m.edgec.json")
    let run = CommandRun(
      ["emit-swift", model, "-o", folder.file("m.swift"), "--options", options] + arguments)
    let text = (try? folder.bytes("m.swift")).map { String(decoding: $0, as: UTF8.self) }
    return (run, text ?? "")
  }

  @Test func keysAreOptions() throws {
    let json =
      #"{"name": "Net", "access": "package", "dim": {"batch": 2}, "max-ram": "1M", "target": "host"}"#
    let (run, text) = try emit(json)
    #expect(run.code == 0, "\(run.stderr)")
    #expect(text.contains("\npackage nonisolated final class Net {\n"))
    #expect(text.contains("Shape: [Int] = [2, 64]\n"))
  }

  @Test func theCommandLineOverrides() throws {
    let (run, text) = try emit(#"{"name": "Net"}"#, "--name", "Other")
    #expect(run.code == 0, "\(run.stderr)")
    #expect(text.contains("\nnonisolated final class Other {\n"))
  }

  @Test(arguments: [
    ("{\n  \"nmae\": \"Net\"}", "2:3: error: E803: unknown key 'nmae'"),
    (#"{"name": 1, "dim": 3}"#, "1:13: error: E803: expected an object of names with sizes for 'dim', got 3"),
    (
      #"{"input-shape": {"x": [1, "a"]}}"#,
      "1:2: error: E803: expected an object of names with arrays of sizes"
    ),
    (#"{"bias-correction": "no"}"#, "1:2: error: E803: expected true or false"),
    (#"{"access": "open"}"#, "1:2: error: E803: the value 'open' is invalid for '--access <access>'"),
    ("{\"name\"", "1:8: error: E702: is not well-formed JSON: expected ':'"),
    ("[]", "1:1: error: E702: expected a JSON object"),
  ]) func mistakesAreLocated(json: String, message: String) throws {
    let (run, text) = try emit(json)
    #expect(run.code == 2 && text.isEmpty)
    #expect(run.stderr.contains("/m.edgec.json:\(message)"), "\(run.stderr)")
  }

  /// Paths are relative to the file; keys of other commands are passed over.
  @Test func otherCommandsTakeTheSameFile() throws {
    let folder = try TemporaryDirectory()
    let options = try folder.write(
      #"{"access": "public", "name": "net", "quantize": "int8", "calibration": "no.npz"}"#, to: "m.edgec.json"
    )
    for command in [["emit-c", "-o", folder.file("c")], ["verify"]] {
      let run = CommandRun([command[0], model] + command.dropFirst() + ["--options", options])
      #expect(run.code == 2)
      #expect(run.stderr.contains("\(folder.path)/no.npz: error: E801"), "\(run.stderr)")
    }
  }
}
