import EdgeData
import EdgeIR
import EdgeSupport
import Testing

struct NPZTests {
  private func open(_ name: String) throws -> NPZ { try NPZ(ByteSource(path: fixture("npz/\(name).npz"))) }

  @Test(arguments: ["stored", "deflated"]) func arraysAreReadByName(name: String) throws {
    let archive = try open(name)
    #expect(archive.names == ["x", "a/b"])
    #expect(try archive.read("x")?.isIdentical(to: ramp(.float32, [4, 2, 3])) == true)
    #expect(try archive.read("a/b")?.isIdentical(to: ramp(.int32, [4, 2])) == true)
    #expect(try archive.read("y") == nil)
  }

  @Test func zip64DirectoriesAreRead() throws {
    #expect(try open("zip64").read("x")?.isIdentical(to: ramp(.float32, [4, 2, 3])) == true)
  }

  @Test func otherCompressionIsRefused() {
    expectDiagnostic(.malformedData) { try open("bzip2") }
  }

  @Test func writtenArchivesAreDeterministicAndReadBack() throws {
    let tensors = [("x", ramp(.float16, [3])), ("größe/1", ramp(.bool, [2, 2]))]
    let bytes = try NPZ.encode(tensors, path: "out.npz")
    #expect(try NPZ.encode(tensors, path: "other.npz") == bytes)
    let archive = try NPZ(ByteSource(bytes, path: "out.npz"))
    #expect(archive.names == ["x", "größe/1"])
    for (name, tensor) in tensors { #expect(try archive.read(name)?.isIdentical(to: tensor) == true) }
  }

  @Test func anEmptyArchiveHasNoArrays() throws {
    #expect(try NPZ(ByteSource(NPZ.encode([], path: "x"), path: "x")).names == [])
  }

  @Test(arguments: ["stored", "deflated"]) func checksumsAreVerified(name: String) throws {
    var bytes = try FileSystem.read(fixture("npz/\(name).npz"))
    let entry = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    bytes[entry + 16] ^= 1
    let diagnostic = expectDiagnostic(.malformedData) { try NPZ(ByteSource(bytes, path: name)).read("x") }
    #expect(diagnostic?.message.contains("checksum") == true)
  }

  @Test(arguments: ["stored", "deflated"]) func implausibleSizesAreRefusedBeforeAllocation(name: String)
    throws
  {
    var bytes = try FileSystem.read(fixture("npz/\(name).npz"))
    let entry = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    for i in 24..<28 { bytes[entry + i] = 0xF0 }
    expectDiagnostic(.malformedData) { try NPZ(ByteSource(bytes, path: name)).read("x") }
  }
}
