import EdgeSupport
import Testing

struct ChildProcessTests {
  @Test func outputAndStatus() throws {
    let result = try #require(try ChildProcess.run(["sh", "-c", "echo out; echo err >&2; exit 3"]))
    #expect(String(decoding: result.output, as: UTF8.self) == "out\n")
    #expect(result.errors == "err\n")
    #expect(result.status == 3)
  }

  @Test func signals() throws {
    #expect(try ChildProcess.run(["sh", "-c", "kill -9 $$"])?.status == 128 + 9)
  }

  @Test func missingProgram() throws {
    #expect(try ChildProcess.run(["no-such-program-anywhere"]) == nil)
  }

  @Test func temporaryFolderGoesWithItsContent() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    try FileSystem.createDirectory("\(path)/a/b")
    try FileSystem.write("x", to: "\(path)/a/b/c")
    #expect(FileSystem.isDirectory(path))
    folder = nil
    #expect(!FileSystem.exists(path))
  }
}
