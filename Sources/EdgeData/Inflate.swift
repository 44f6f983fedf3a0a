import CZlib
import EdgeSupport

/// A raw deflate stream (RFC 1951), through zlib.
enum Inflate {
  private static let chunk = 1 << 18

  /// The most that one byte of deflate data can grow to, stated in zlib's technical notes.
  static let largestRatio = 1032

  /// The `size` bytes that `source` expands to: no more are ever allocated, and no fewer are accepted.
  ///
  /// - Throws: `Diagnostic` E702 when the stream is corrupt or has another length.
  static func expand(_ source: ByteSource, to size: Int) throws -> [UInt8] {
    guard size / largestRatio <= source.size else {
      throw malformedData(
        "claims to expand \(source.size) bytes to \(size), which deflate cannot", source.path)
    }
    var stream = z_stream()
    let version = inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard version == Z_OK else {
      throw malformedData("cannot be inflated: zlib error \(version)", source.path)
    }
    defer { inflateEnd(&stream) }
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      try fill(buffer, from: source, size: size, stream: &stream)
      count = size
    }
  }

  private static func fill(
    _ buffer: UnsafeMutableBufferPointer<UInt8>, from source: ByteSource, size: Int, stream: inout z_stream
  ) throws {
    var read = 0
    var written = 0
    // One spare byte of room tells a stream that is too long from one that just ended.
    var spare: UInt8 = 0
    while true {
      var input = try source.bytes(at: read, count: min(chunk, source.size - read))
      let room = min(chunk, size - written)
      let (status, consumed, produced) = input.withUnsafeMutableBufferPointer { input in
        withUnsafeMutablePointer(to: &spare) { spare in
          stream.next_in = input.baseAddress
          stream.avail_in = UInt32(input.count)
          stream.next_out = room > 0 ? buffer.baseAddress.map { $0 + written } : spare
          stream.avail_out = UInt32(max(room, 1))
          let status = inflate(&stream, Z_NO_FLUSH)
          return (status, input.count - Int(stream.avail_in), max(room, 1) - Int(stream.avail_out))
        }
      }
      read += consumed
      if room > 0 { written += produced }
      if status == Z_STREAM_END, written == size, room > 0 || produced == 0 { return }
      guard status == Z_OK, consumed + produced > 0, room > 0 || produced == 0 else {
        throw malformedData("has deflated data that is corrupt or not \(size) bytes long", source.path)
      }
    }
  }
}

/// The CRC-32 that zip archives carry.
enum Checksum {
  static func crc32(of bytes: some Collection<UInt8>) -> UInt32 {
    let whole = bytes.withContiguousStorageIfAvailable { crc32_z(0, $0.baseAddress, $0.count) }
    return UInt32(
      truncatingIfNeeded: whole
        ?? Array(bytes).withUnsafeBufferPointer {
          crc32_z(0, $0.baseAddress, $0.count)
        })
  }

  /// Reads `source` piece by piece, so that its size does not matter.
  static func crc32(of source: ByteSource) throws -> UInt32 {
    let chunk = 1 << 20
    var sum: UInt = 0
    for start in stride(from: 0, to: source.size, by: chunk) {
      let bytes = try source.bytes(at: start, count: min(chunk, source.size - start))
      sum = bytes.withUnsafeBufferPointer { crc32_z(sum, $0.baseAddress, $0.count) }
    }
    return UInt32(truncatingIfNeeded: sum)
  }
}
