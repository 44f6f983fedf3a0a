import Testing

@testable import EdgeTestSupport

struct GoldenTests {
  @Test func namesTheFirstDifference() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("a\nb\n", to: "golden.txt")
    #expect(try Golden.compare("a\nb\n", withFile: path, recording: false) == nil)
    let changed = try #require(try Golden.compare("a\nc\n", withFile: path, recording: false))
    #expect(changed.hasPrefix("expected 'b', got 'c' in line 2 of \(path)"))
    let shorter = try #require(try Golden.compare("a", withFile: path, recording: false))
    #expect(shorter.hasPrefix("expected 'b', got the end in line 2"))
    #expect(try folder.bytes("golden.txt") == [UInt8]("a\nb\n".utf8))
  }

  @Test func recordingWritesAndStillReports() throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("new/golden.txt")
    #expect(try Golden.compare("a\n", withFile: path, recording: false)?.contains("does not exist") == true)
    #expect(try Golden.compare("a\n", withFile: path, recording: true) == "recorded \(path)")
    #expect(try Golden.compare("a\n", withFile: path, recording: false) == nil)
  }
}
