import EdgeData
import EdgeIR
import EdgeSupport
import Testing

/// Damaged files either give a tensor or throw a diagnostic; a trap would end the test run.
struct HostileDataTests {
  static let files = [
    "npy/f4.npy", "npy/fortran.npy", "npy/big_i8.npy", "npy/version3.npy", "npy/b1.npy", "npz/stored.npz",
    "npz/deflated.npz", "npz/zip64.npz", "pb/f4.pb", "pb/b1.pb",
  ]

  private func decode(_ bytes: [UInt8], _ path: String) throws -> [Tensor] {
    if path.hasSuffix(".npz") {
      let archive = try NPZ(ByteSource(bytes, path: path))
      return try archive.names.compactMap { try archive.read($0) }
    }
    if path.hasSuffix(".pb") { return [try TensorFile.decodeTensorProto(bytes, path: path)] }
    return [try NPY.decode(bytes, path: path)]
  }

  /// True when the bytes were refused with a diagnostic.
  private func isRefused(_ bytes: [UInt8], _ path: String) -> Bool {
    do {
      for tensor in try decode(bytes, path) { #expect(tensor.doubles().count == tensor.elementCount) }
      return false
    } catch {
      #expect(error is Diagnostic)
      return true
    }
  }

  @Test(arguments: files) func truncationAtEveryByteIsRefused(file: String) throws {
    let bytes = try FileSystem.read(fixture(file))
    #expect(!isRefused(bytes, file))
    // TensorProto marks no end, so that one cut before an optional field, such as the name, is well-formed.
    let accepted = bytes.indices.filter { !isRefused(Array(bytes[..<$0]), file) }
    #expect(file.hasSuffix(".pb") ? accepted.count <= 8 : accepted.isEmpty, "\(accepted)")
  }

  @Test(arguments: files) func flippedBytesNeverTrap(file: String) throws {
    let bytes = try FileSystem.read(fixture(file))
    var generator = SeededGenerator(seed: 0x5EED)
    var refused = 0
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      if isRefused(damaged, file) { refused += 1 }
    }
    #expect(refused > 0)
  }
}
