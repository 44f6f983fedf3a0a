public import EdgeIR
public import EdgeSupport

/// numpy's `.npz` format: a zip archive of `.npy` arrays.
public struct NPZ {
  /// Array names without `.npy`, in the archive's order.
  public let names: [String]
  let path: String
  private let archive: ZipArchive

  /// - Throws: `Diagnostic` E702.
  public init(_ source: ByteSource) throws {
    path = source.path
    archive = try ZipArchive(source)
    names = archive.entries.map(\.name).filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) }
  }

  /// The array called `name`, or nil when there is none.
  ///
  /// - Throws: `Diagnostic` E702; E107 for sizes beyond what edgec computes with.
  public func read(_ name: String) throws -> Tensor? { try open(name)?.read() }

  func open(_ name: String) throws -> NPYArray? {
    guard let entry = archive.entries.first(where: { $0.name == "\(name).npy" }) else { return nil }
    return try NPYArray(archive.open(entry))
  }

  /// An uncompressed archive, dated 1980-01-01 so that equal tensors give equal bytes.
  ///
  /// - Throws: `Diagnostic` E107 beyond 4 GiB.
  public static func encode(_ tensors: [(name: String, tensor: Tensor)], path: String) throws -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, tensor) in tensors {
      let content = NPY.encode(tensor)
      let offset = archive.count
      guard offset + content.count < Int(UInt32.max) - (1 << 20), tensors.count < 0xFFFF else {
        throw Diagnostic.error(
          .sizeLimitExceeded, "expected at most 4 GiB and 65534 arrays in one archive", at: .init(file: path),
          hint: "write one .npy file for each tensor")
      }
      let fileName = Array("\(name).npy".utf8)
      let common = commonFields(of: content, fileName: fileName)
      archive += ZipArchive.magic + common + [0, 0] + fileName + content
      directory += [0x50, 0x4B, 0x01, 0x02, 20, 0] + common + [UInt8](repeating: 0, count: 12)
      directory.appendLittleEndian(offset, width: 4)
      directory += fileName
    }
    let start = archive.count
    archive += directory + ZipArchive.emptyMagic + [0, 0, 0, 0]
    archive.appendLittleEndian(tensors.count, width: 2)
    archive.appendLittleEndian(tensors.count, width: 2)
    archive.appendLittleEndian(directory.count, width: 4)
    archive.appendLittleEndian(start, width: 4)
    return archive + [0, 0]
  }

  /// What the local header and the directory say alike: from the version needed to the name's length.
  private static func commonFields(of content: [UInt8], fileName: [UInt8]) -> [UInt8] {
    let usesUTF8 = fileName.contains { $0 > 0x7F }
    // Version 2.0, flags, stored, midnight, 1980-01-01.
    var fields: [UInt8] = [20, 0, 0, usesUTF8 ? 0x08 : 0, 0, 0, 0, 0, 0x21, 0]
    fields.appendLittleEndian(Int(Checksum.crc32(of: content)), width: 4)
    fields.appendLittleEndian(content.count, width: 4)
    fields.appendLittleEndian(content.count, width: 4)
    fields.appendLittleEndian(fileName.count, width: 2)
    return fields
  }
}
