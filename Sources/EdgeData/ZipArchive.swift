import EdgeSupport

/// The directory of a zip archive (PKWARE's APPNOTE 6.3, zip64 included), and its entries' bytes.
struct ZipArchive {
  struct Entry {
    var name: String
    var isDeflated: Bool
    var checksum: UInt32
    var compressedSize: Int
    var size: Int
    var headerOffset: Int
  }

  let entries: [Entry]
  private let source: ByteSource

  static let magic: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  static let emptyMagic: [UInt8] = [0x50, 0x4B, 0x05, 0x06]

  /// - Throws: `Diagnostic` E702.
  init(_ source: ByteSource) throws {
    self.source = source
    let directory = try ZipArchive.locateDirectory(in: source)
    var reader = try RecordReader(
      source.bytes(at: directory.offset, count: directory.size), path: source.path)
    var entries: [Entry] = []
    var names: Set<String> = []
    while !reader.isAtEnd {
      let entry = try ZipArchive.readEntry(&reader)
      guard names.insert(entry.name).inserted else {
        throw malformedData("has two entries named '\(entry.name)'", source.path)
      }
      entries.append(entry)
    }
    guard entries.count == directory.count else {
      throw malformedData("expected \(directory.count) entries, got \(entries.count)", source.path)
    }
    self.entries = entries
  }

  /// The entry's bytes: a piece of the archive when stored, expanded in memory when deflated. The checksum is
  /// verified either way.
  ///
  /// - Throws: `Diagnostic` E702.
  func open(_ entry: Entry) throws -> ByteSource {
    let path = source.path
    var header = try RecordReader(source.bytes(at: entry.headerOffset, count: 30), path: path)
    guard try header.number(4) == 0x0403_4B50 else {
      throw malformedData("has no local header for '\(entry.name)'", path)
    }
    try header.skip(22)
    let skipped = try header.number(2) + header.number(2)
    let stored = try source.slice(at: entry.headerOffset + 30 + skipped, size: entry.compressedSize)
    let content =
      entry.isDeflated
      ? try ByteSource(Inflate.expand(stored, to: entry.size), path: path) : stored
    guard content.size == entry.size, try Checksum.crc32(of: content) == entry.checksum else {
      throw malformedData(
        "has a wrong checksum or size for '\(entry.name)'", path,
        hint: "the archive is corrupted; write it again")
    }
    return content
  }

  private struct Directory {
    var offset: Int
    var size: Int
    var count: Int
  }

  /// Finds the end record, which only a comment of at most 65,535 bytes may follow.
  private static func locateDirectory(in source: ByteSource) throws -> Directory {
    let tailSize = min(source.size, 22 + 0xFFFF)
    let tail = try source.bytes(at: source.size - tailSize, count: tailSize)
    guard
      let end = stride(from: tailSize - 22, through: 0, by: -1).first(where: {
        tail.littleEndian(at: $0, width: 4) == 0x0605_4B50
          && $0 + 22 + Int(tail.littleEndian(at: $0 + 20, width: 2)) == tailSize
      })
    else {
      throw malformedData(
        "is not a complete zip archive: its directory is missing", source.path,
        hint: "the archive is truncated; write it again")
    }
    var reader = RecordReader(Array(tail[(end + 4)...]), path: source.path)
    let disks = try (reader.number(2), reader.number(2))
    var directory = Directory(offset: 0, size: 0, count: try reader.number(2))
    let total = try reader.number(2)
    directory.size = try reader.number(4)
    directory.offset = try reader.number(4)
    if directory.count == 0xFFFF || directory.size == 0xFFFF_FFFF || directory.offset == 0xFFFF_FFFF {
      return try zip64Directory(in: source, endRecord: source.size - tailSize + end)
    }
    guard disks == (0, 0), total == directory.count else {
      throw malformedData("is a zip archive of several volumes", source.path)
    }
    return directory
  }

  private static func zip64Directory(in source: ByteSource, endRecord: Int) throws -> Directory {
    var locator = try RecordReader(source.bytes(at: endRecord - 20, count: 20), path: source.path)
    guard try locator.number(4) == 0x0706_4B50 else {
      throw malformedData("has no zip64 directory where one is announced", source.path)
    }
    try locator.skip(4)
    var record = try RecordReader(source.bytes(at: locator.number(8), count: 56), path: source.path)
    guard try record.number(4) == 0x0606_4B50 else {
      throw malformedData("has no zip64 directory where one is announced", source.path)
    }
    try record.skip(20)
    let count = try record.number(8)
    guard try record.number(8) == count else {
      throw malformedData("is a zip archive of several volumes", source.path)
    }
    let size = try record.number(8)
    return Directory(offset: try record.number(8), size: size, count: count)
  }

  private static func readEntry(_ reader: inout RecordReader) throws -> Entry {
    let path = reader.path
    guard try reader.number(4) == 0x0201_4B50 else {
      throw malformedData("has a corrupt zip directory", path)
    }
    try reader.skip(4)
    let flags = try reader.number(2)
    let method = try reader.number(2)
    try reader.skip(4)
    let checksum = UInt32(truncatingIfNeeded: try reader.number(4))
    var compressedSize = try reader.number(4)
    var size = try reader.number(4)
    let (nameLength, extraLength, commentLength) = try (reader.number(2), reader.number(2), reader.number(2))
    try reader.skip(8)
    var offset = try reader.number(4)
    let name = String(decoding: try reader.bytes(nameLength), as: UTF8.self)
    var extra = RecordReader(try reader.bytes(extraLength), path: path)
    try reader.skip(commentLength)
    while extra.remaining >= 4 {
      let tag = try extra.number(2)
      var field = RecordReader(try extra.bytes(extra.number(2)), path: path)
      guard tag == 1 else { continue }
      if size == 0xFFFF_FFFF { size = try field.number(8) }
      if compressedSize == 0xFFFF_FFFF { compressedSize = try field.number(8) }
      if offset == 0xFFFF_FFFF { offset = try field.number(8) }
    }
    guard flags & 1 == 0, method == 0 || method == 8 else {
      throw malformedData(
        "has entry '\(name)' encrypted or compressed by method \(method)", path,
        hint: "write it with numpy.savez or numpy.savez_compressed")
    }
    return Entry(
      name: name, isDeflated: method == 8, checksum: checksum, compressedSize: compressedSize, size: size,
      headerOffset: offset)
  }
}

/// Little-endian numbers in a row, refused with E702 where they end.
private struct RecordReader {
  let path: String
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  var remaining: Int { bytes.count - position }
  var isAtEnd: Bool { remaining == 0 }

  /// An unsigned number; one beyond `Int` is refused, and offsets made of two of them cannot overflow.
  mutating func number(_ width: Int) throws -> Int {
    try require(width)
    let value = bytes.littleEndian(at: position, width: width)
    guard value <= UInt64(Int.max / 4) else { throw malformedData("has an impossible size or offset", path) }
    position += width
    return Int(value)
  }

  mutating func bytes(_ count: Int) throws -> [UInt8] {
    try require(count)
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }

  mutating func skip(_ count: Int) throws {
    try require(count)
    position += count
  }

  private func require(_ count: Int) throws {
    guard count <= remaining else { throw malformedData("has a truncated zip directory", path) }
  }
}
