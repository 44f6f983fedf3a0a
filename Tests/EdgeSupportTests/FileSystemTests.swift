import EdgeSupport
import Foundation
import Testing

@Suite struct FileSystemTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "edgec-\(UUID())").path

  private func inFolder(_ body: () throws -> Void) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body()
  }

  @Test func writesReplaceTheWholeFile() throws {
    try inFolder {
      try FileSystem.write("a longer text", to: "\(folder)/f")
      try FileSystem.write("short", to: "\(folder)/f")
      #expect(try FileSystem.read("\(folder)/f") == Array("short".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["f"])
    }
  }

  @Test func failedWriteLeavesNothing() throws {
    try inFolder {
      // A folder stands where the file should go.
      try FileManager.default.createDirectory(atPath: "\(folder)/f/g", withIntermediateDirectories: true)
      let taken = #expect(throws: Diagnostic.self) { try FileSystem.write("x", to: "\(folder)/f") }
      #expect(taken?.code == .fileNotWritable)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["f"])

      let missing = #expect(throws: Diagnostic.self) { try FileSystem.write("x", to: "\(folder)/none/f") }
      #expect(missing?.code == .fileNotWritable)
      #expect(missing?.location.file == "\(folder)/none/f")
    }
  }

  @Test func unreadableFilesSayWhich() throws {
    let missing = #expect(throws: Diagnostic.self) { try FileSystem.read("\(folder)/none") }
    #expect(missing?.code == .fileNotReadable)
    #expect(missing?.location.file == "\(folder)/none")
    try inFolder {
      let error = #expect(throws: Diagnostic.self) { try FileSystem.read(folder) }
      #expect(error?.code == .fileNotReadable)
    }
  }
}
