/// Reads the one Python literal that a `.npy` header is. Flat by construction: nothing recurses.
struct PythonDictionary {
  struct Fields {
    /// The dtype's text; `[…]` for a structured one.
    var descr: String
    var isFortranOrder: Bool
    var shape: [Int]
  }

  private let text: [UInt8]
  private var position = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  /// Nil unless the text is a dictionary with exactly the three keys of the format.
  mutating func parse() -> Fields? {
    var descr: String?
    var isFortranOrder: Bool?
    var shape: [Int]?
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = string(), take(":") else { return nil }
      switch key {
      case "descr" where descr == nil: descr = dtype()
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = bool()
      case "shape" where shape == nil: shape = tuple()
      default: return nil
      }
      if !take(",") {
        guard take("}") else { return nil }
        break
      }
    }
    skipSpace()
    guard position == text.count, let descr, let isFortranOrder, let shape else { return nil }
    return Fields(descr: descr, isFortranOrder: isFortranOrder, shape: shape)
  }

  private mutating func skipSpace() {
    while position < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[position]) { position += 1 }
  }

  private mutating func take(_ token: String) -> Bool {
    skipSpace()
    guard text[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    return true
  }

  private mutating func string() -> String? {
    skipSpace()
    guard position < text.count, text[position] == 0x27 || text[position] == 0x22 else { return nil }
    let quote = text[position]
    guard let end = text[(position + 1)...].firstIndex(of: quote) else { return nil }
    defer { position = end + 1 }
    return String(decoding: text[(position + 1)..<end], as: UTF8.self)
  }

  /// A string, or a structured dtype's list, which is skipped to its last bracket.
  private mutating func dtype() -> String? {
    skipSpace()
    guard position < text.count, text[position] == 0x5B else { return string() }
    guard let end = text.lastIndex(of: 0x5D), end > position else { return nil }
    position = end + 1
    return "[...]"
  }

  private mutating func bool() -> Bool? {
    if take("True") { return true }
    return take("False") ? false : nil
  }

  private mutating func tuple() -> [Int]? {
    guard take("(") else { return nil }
    var values: [Int] = []
    while !take(")") {
      guard let value = integer() else { return nil }
      values.append(value)
      if !take(",") {
        guard take(")") else { return nil }
        break
      }
    }
    return values
  }

  private mutating func integer() -> Int? {
    skipSpace()
    let digits = text[position...].prefix { (0x30...0x39).contains($0) }
    position += digits.count
    // Python 2 wrote long integers with a suffix.
    if position < text.count, text[position] == 0x4C { position += 1 }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
