/// Numbers and texts, whatever their source, as Swift.
enum SwiftText {
  /// The shortest decimal that reads back as the same number, as a `Double` and, where it is one, as a `Float`.
  static func literal(_ value: Double) -> String {
    if value.isNaN { return ".nan" }
    if value.isInfinite { return value < 0 ? "-.infinity" : ".infinity" }
    return value.description
  }

  static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\\(scalar)"
      case _ where scalar.properties.generalCategory == .control:
        literal += "\\u{\(String(scalar.value, radix: 16))}"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }

  /// Text for a comment that ends with its line.
  static func comment(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      safe.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return safe
  }
}
