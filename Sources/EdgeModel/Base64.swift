/// Base64 of RFC 4648, with padding.
enum Base64 {
  /// Decodes up to the first `=` or the end; characters outside the alphabet, such as line breaks, are skipped.
  ///
  /// - Returns: How many bytes were decoded, or would have been if `bytes` had room.
  static func decode(_ text: UnsafeBufferPointer<UInt8>, into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int
  {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { values in
      values.initialize(repeating: none)
      for (value, character) in alphabet.utf8.enumerated() { values[Int(character)] = UInt8(value) }
      var (count, bits, bitCount): (Int, UInt32, Int) = (0, 0, 0)
      for character in text {
        let value = values[Int(character)]
        if value == none {
          if character == UInt8(ascii: "=") { break }
          continue
        }
        bits = bits << 6 | UInt32(value)
        bitCount += 6
        guard bitCount >= 8 else { continue }
        bitCount -= 8
        if count < bytes.count { bytes[count] = UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)) }
        count += 1
      }
      return count
    }
  }

  private static let none: UInt8 = 255
  private static let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
}
