/// Numbers and texts as C99 literals, exact and independent of locale and header.
enum CLiteral {
  static func text(of value: Int64) -> String {
    // The positive literal of the lowest value does not fit its type.
    value == .min ? "(-9223372036854775807 - 1)" : String(value)
  }

  static func text(of value: UInt64) -> String { "\(value)u" }

  /// Swift's description is the shortest decimal that reads back as the same number. Quotients by zero are the
  /// constant expressions for infinity and NaN that need neither `<math.h>` nor a compiler's builtin.
  static func text(of value: Float) -> String {
    if value.isNaN { return "(0.0f / 0.0f)" }
    if value.isInfinite { return value < 0 ? "(-1.0f / 0.0f)" : "(1.0f / 0.0f)" }
    return value.description + "f"
  }

  static func text(of value: Double) -> String {
    if value.isNaN { return "(0.0 / 0.0)" }
    if value.isInfinite { return value < 0 ? "(-1.0 / 0.0)" : "(1.0 / 0.0)" }
    return value.description
  }

  /// A string literal. Bytes outside printable ASCII and `?` (trigraphs) become octal escapes.
  static func quoted(_ text: String) -> String {
    var literal = "\""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        literal += "\\" + String(UnicodeScalar(byte))
      case UInt8(ascii: "?"), 0..<32, 127...255:
        let digits = String(byte, radix: 8)
        literal += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      default:
        literal.unicodeScalars.append(UnicodeScalar(byte))
      }
    }
    return literal + "\""
  }

  /// Text that is safe inside a block comment, whatever its source: it cannot end the comment, start another or
  /// form a trigraph, and line breaks and control characters become spaces.
  static func commented(_ text: some StringProtocol) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      let pair = (safe.unicodeScalars.last, scalar)
      if pair == ("*", "/") || pair == ("/", "*") || pair == ("?", "?") { safe += " " }
      safe.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return safe
  }
}
