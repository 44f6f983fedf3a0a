import EdgeSupport
import EdgeTestSupport
import Testing

struct EmitCTests {
  private let model = Fixture.path("models/digits_cnn_dynamo/model.onnx")

  @Test(arguments: Fixture.models)
  func testVectorsPass(name: String) throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun(
      "emit-c", Fixture.path("models/\(name)/model.onnx"), "-o", folder.path, "--name", "digits", "--harness",
      "test")
    #expect(run.code == 0, "\(run.stderr)")
    let program = try CCompiler.gcc.compile(
      [folder.file("digits.c"), folder.file("digits_test.c")], includes: [folder.path])
    let result = try program.run()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text == "digits: 0 of 1 test vectors failed\n")
  }

  /// The first line names the tool, its version and the model.
  @Test func filesNameTheModel() throws {
    let folder = try TemporaryDirectory()
    #expect(CommandRun("emit-c", model, "-o", folder.file("c")).code == 0)
    let digest = try SHA256.hexDigest(FileSystem.read(model))
    for name in ["digits_cnn_dynamo.c", "digits_cnn_dynamo.h"] {
      let line = String(decoding: try folder.bytes("c/\(name)"), as: UTF8.self).split(separator: "\n")[0]
      #expect(line.contains("edgec \(EdgecVersion.text)"))
      #expect(line.contains(digest))
    }
  }

  @Test func singleFile() throws {
    let folder = try TemporaryDirectory()
    #expect(CommandRun("emit-c", model, "-o", folder.path, "--name", "a", "--single-file").code == 0)
    #expect(try FileSystem.list(folder.path) == ["a.c", "a.h"])
  }

  @Test(arguments: [["--max-ram", "4K"], ["--max-flash", "1024"]])
  func budgetExceeded(options: [String]) throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun(["emit-c", model, "-o", folder.file("c")] + options)
    #expect(run.code == 1)
    #expect(run.diagnosticCode == "E603", "\(run.stderr)")
    #expect(run.stdout.isEmpty)
    #expect(try FileSystem.list(folder.path).isEmpty)
  }

  @Test func budgetKept() throws {
    let folder = try TemporaryDirectory()
    let run = CommandRun("emit-c", model, "-o", folder.path, "--max-ram", "64K", "--max-flash", "1M")
    #expect(run.code == 0, "\(run.stderr)")
    #expect(run.stdout.contains("of 65,536 B"))
  }

  @Test func unwritableFolder() throws {
    let folder = try TemporaryDirectory()
    try folder.write("", to: "file")
    let run = CommandRun("emit-c", model, "-o", folder.file("file/c"))
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E802", "\(run.stderr)")
  }
}
