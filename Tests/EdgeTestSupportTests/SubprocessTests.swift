import EdgeTestSupport
import Testing

struct SubprocessTests {
  @Test func largeOutputDoesNotBlock() throws {
    let result = try Subprocess.run("/bin/sh", ["-c", "head -c 1000000 /dev/zero; exit 3"])
    #expect(result.output.count == 1_000_000)
    #expect(result.status == 3)
  }

  @Test func timeoutKills() throws {
    #expect(try Subprocess.run("/bin/sleep", ["60"], timeout: 0.2).status == 128 + 9)
  }

  @Test func missingProgramThrows() {
    #expect(throws: (any Error).self) { try Subprocess.run("/nowhere/program") }
  }

  @Test func temporaryDirectoryGoesAway() throws {
    var folder: TemporaryDirectory? = try TemporaryDirectory()
    let path = try #require(try folder?.write("x", to: "a/b.txt"))
    #expect(try Subprocess.run("/bin/cat", [path]).text == "x")
    folder = nil
    #expect(try Subprocess.run("/bin/cat", [path]).status != 0)
  }
}
