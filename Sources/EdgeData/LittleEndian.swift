import EdgeSupport

extension [UInt8] {
  /// The unsigned number in the `width` bytes from `offset` on, which the caller knows to exist.
  func littleEndian(at offset: Int, width: Int) -> UInt64 {
    (0..<width).reduce(0) { $0 | UInt64(self[offset + $1]) << UInt64(8 * $1) }
  }

  /// The low `width` bytes of `value`.
  mutating func appendLittleEndian(_ value: Int, width: Int) {
    for i in 0..<width { append(UInt8(truncatingIfNeeded: value >> (8 * i))) }
  }
}

/// E702 about the file at `path`.
func malformedData(_ message: String, _ path: String, hint: String? = nil) -> Diagnostic {
  .error(.malformedData, message, at: .init(file: path), hint: hint)
}
