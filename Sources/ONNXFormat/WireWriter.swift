/// Protobuf's encoding of one message, field by field, in the order of the calls.
struct WireWriter {
  private(set) var encoded: [UInt8] = []

  mutating func varint(_ field: Int, _ value: Int64) {
    append(varint: UInt64(field) << 3)
    append(varint: UInt64(bitPattern: value))
  }

  mutating func fixed32(_ field: Int, _ value: UInt32) {
    append(varint: UInt64(field) << 3 | 5)
    withUnsafeBytes(of: value.littleEndian) { encoded.append(contentsOf: $0) }
  }

  mutating func bytes(_ field: Int, _ bytes: UnsafeRawBufferPointer) {
    append(varint: UInt64(field) << 3 | 2)
    append(varint: UInt64(bytes.count))
    encoded.append(contentsOf: bytes)
  }

  mutating func bytes(_ field: Int, _ bytes: [UInt8]) { bytes.withUnsafeBytes { self.bytes(field, $0) } }

  mutating func string(_ field: Int, _ text: String) { bytes(field, Array(text.utf8)) }

  /// A text that is left out when it is empty, as protobuf reads one that is not there.
  mutating func text(_ field: Int, _ text: String) {
    if !text.isEmpty { string(field, text) }
  }

  mutating func message(_ field: Int, _ write: (inout WireWriter) -> Void) {
    var inner = WireWriter()
    write(&inner)
    bytes(field, inner.encoded)
  }

  private mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      encoded.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    encoded.append(UInt8(rest))
  }
}
