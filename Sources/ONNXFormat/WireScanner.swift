/// Steps over the outermost fields of a protobuf message without reading what they hold.
struct WireScanner {
  enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  /// Whether the bytes ended, at the end of a field or within one, as opposed to holding something else.
  private(set) var ranOut = false

  init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The next field, or nil at the end and at anything that is not a field.
  mutating func next() -> (number: UInt64, wireType: WireType)? {
    guard let tag = varint(), let wireType = WireType(rawValue: tag & 7), tag >> 3 > 0 else { return nil }
    switch wireType {
    case .varint: guard varint() != nil else { return nil }
    case .fixed64: skip(8)
    case .fixed32: skip(4)
    case .lengthDelimited:
      guard let length = varint() else { return nil }
      skip(length)
    }
    return (tag >> 3, wireType)
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard position < bytes.count else {
        ranOut = true
        return nil
      }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7f) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    return nil
  }

  private mutating func skip(_ count: UInt64) {
    let left = bytes.count - position
    position += count < UInt64(left) ? Int(count) : left
  }
}
