import EdgeTestSupport
import Foundation
import Testing

struct RejectedProgramTests {
  /// A generated program that somebody damaged is the C compiler's to refuse.
  @Test func compilerErrorsAreReported() throws {
    let folder = try TemporaryDirectory()
    let model = Fixture.path("models/digits_mlp_dynamo/model.onnx")
    #expect(CommandRun("emit-c", model, "-o", folder.path, "--name", "m").code == 0)
    let source = URL(filePath: folder.file("m.c"))
    let damaged = try String(contentsOf: source, encoding: .utf8) + "damaged\n"
    try Data(damaged.utf8).write(to: source)
    let run = CommandRun("verify", model, "--against", folder.path)
    #expect(run.code == 2)
    #expect(run.diagnosticCode == "E602", "\(run.stderr)")
  }
}
