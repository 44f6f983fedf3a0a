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

  /// A program that takes too long goes, with what it has started; one that does not keeps its status.
  @Test func timeouts() throws {
    let folder = try TemporaryFolder()
    let late = "\(folder.path)/late"
    let slow = ["sh", "-c", "(sleep 0.6; touch \(late)) & sleep 60"]
    #expect(try ChildProcess.run(slow, timeout: .milliseconds(100))?.status == ChildProcess.timeoutStatus)
    #expect(try ChildProcess.run(["sh", "-c", "exit 3"], timeout: .seconds(60))?.status == 3)
    #expect(try ChildProcess.run(["sleep", "0.8"])?.status == 0)
    #expect(!FileSystem.exists(late))
  }

  @Test func missingProgram() throws {
    #expect(try ChildProcess.run(["no-such-program-anywhere"]) == nil)
  }

  @Test func workingFolder() throws {
    let folder = try TemporaryFolder()
    try FileSystem.createDirectory("\(folder.path)/a b")
    let result = try #require(try ChildProcess.run(["pwd"], in: "\(folder.path)/a b"))
    #expect(String(decoding: result.output, as: UTF8.self).hasSuffix("/a b\n"))
    #expect(try ChildProcess.run(["no-such-program-anywhere"], in: folder.path)?.status == 127)
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
