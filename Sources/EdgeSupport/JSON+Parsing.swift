extension JSON {
  /// Objects and arrays within each other; a file may not decide how deep this program's stack grows.
  static let depthLimit = 64

  /// The document in `bytes` (RFC 8259). Numbers that are whole, written without a fraction or exponent, and fit
  /// are integers. A key that comes twice is refused: one of the two would silently not count.
  ///
  /// - Throws: `Diagnostic` E702 naming `path`, the line and the column.
  public init(parsing bytes: [UInt8], path: String) throws {
    var parser = JSONParser(bytes, path: path)
    self = try parser.document()
  }

  /// A member of an object in a file, and where it begins.
  public struct LocatedMember {
    public let key: String
    public let value: JSON
    /// Counted from 1.
    public let line: Int
    public let column: Int
  }

  /// The members of the object that `bytes` hold, in order.
  ///
  /// - Throws: As `init(parsing:path:)`, also for a document that is no object.
  public static func locatedMembers(parsing bytes: [UInt8], path: String) throws -> [LocatedMember] {
    var parser = JSONParser(bytes, path: path)
    guard let members = try parser.document().members else {
      throw Diagnostic.error(
        .malformedData, "expected a JSON object", at: .init(file: path, line: 1, column: 1),
        hint: "for example {\"key\": \"value\"}")
    }
    return zip(members, parser.memberPositions).map { member, position in
      let (line, column) = parser.place(of: position)
      return LocatedMember(key: member.key, value: member.value, line: line, column: column)
    }
  }

  /// The value of a member; nil when there is none or this is no object.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The members of an object, in order; nil for anything else.
  public var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  public var asString: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  public var asInteger: Int? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  /// A number of either kind.
  public var asDouble: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .null, .bool, .string, .array, .object: nil
    }
  }
}

private struct JSONParser {
  private let bytes: [UInt8]
  private let path: String
  private var position = 0
  private var depth = 0
  /// Where the keys of the document itself begin.
  private(set) var memberPositions: [Int] = []

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  mutating func document() throws -> JSON {
    let result = try value()
    skipSpace()
    guard position == bytes.count else { throw problem("expected the end of the document") }
    return result
  }

  private mutating func value() throws -> JSON {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try nested { try $0.object() }
    case UInt8(ascii: "["): return try nested { try $0.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(_ body: (inout JSONParser) throws -> JSON) throws -> JSON {
    guard depth < JSON.depthLimit else { throw problem("expected at most \(JSON.depthLimit) levels") }
    depth += 1
    position += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  private mutating func object() throws -> JSON {
    var members: [JSON.Member] = []
    var keys: Set<String> = []
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      let start = position
      guard peek == UInt8(ascii: "\"") else { throw problem("expected a key in quotes") }
      let key = try string()
      guard keys.insert(key).inserted else {
        position = start
        throw problem("expected each key once, got '\(key)' again")
      }
      if depth == 1 { memberPositions.append(start) }
      guard take(":") else { throw problem("expected ':'") }
      members.append(JSON.Member(key, try value()))
    } while take(",")
    guard take("}") else { throw problem("expected ',' or '}'") }
    return .object(members)
  }

  private mutating func array() throws -> JSON {
    var items: [JSON] = []
    if take("]") { return .array([]) }
    repeat { items.append(try value()) } while take(",")
    guard take("]") else { throw problem("expected ',' or ']'") }
    return .array(items)
  }

  private mutating func word(_ text: StaticString, _ value: JSON) throws -> JSON {
    let expected = text.withUTF8Buffer { Array($0) }
    guard bytes[position...].starts(with: expected) else { throw problem("expected \(text)") }
    position += expected.count
    return value
  }

  private mutating func number() throws -> JSON {
    let start = position
    skip("-")
    let whole = digits()
    let hasLeadingZero = whole > 1 && bytes[position - whole] == UInt8(ascii: "0")
    var isWellFormed = whole > 0 && !hasLeadingZero
    var isWhole = true
    if skip(".") {
      isWhole = false
      isWellFormed = isWellFormed && digits() > 0
    }
    if isWellFormed, skip("e") || skip("E") {
      isWhole = false
      if !skip("+") { skip("-") }
      isWellFormed = digits() > 0
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWellFormed, isWhole, let integer = Int(text) { return .integer(integer) }
    guard isWellFormed, let number = Double(text), number.isFinite else {
      position = start
      throw problem(isWellFormed ? "expected a smaller number, got \(text)" : "expected a value")
    }
    return .number(number)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func string() throws -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw problem("expected no control character in text") }
      position += 1
      if byte == UInt8(ascii: "\\") { text += try escape() } else { text.append(byte) }
    }
    guard peek != nil else { throw problem("expected '\"'") }
    guard let result = String(validating: text, as: UTF8.self) else {
      throw problem("expected text in UTF-8")
    }
    position += 1
    return result
  }

  private mutating func escape() throws -> [UInt8] {
    let byte = peek
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte ?? 0]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var code = try codeUnit()
      if (0xD800...0xDBFF).contains(code), skip("\\"), skip("u") {
        let low = try codeUnit()
        guard (0xDC00...0xDFFF).contains(low) else { throw problem("expected a low surrogate") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw problem("expected a pair of surrogates") }
      return Array(String(Character(scalar)).utf8)
    default:
      position -= 1
      throw problem("expected an escape sequence")
    }
  }

  private mutating func codeUnit() throws -> UInt32 {
    let end = position + 4
    guard end <= bytes.count, let text = String(validating: bytes[position..<end], as: UTF8.self),
      text.allSatisfy(\.isHexDigit), let code = UInt32(text, radix: 16)
    else { throw problem("expected four hexadecimal digits") }
    position = end
    return code
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  @discardableResult
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    return skip(character)
  }

  private func problem(_ message: String) -> Diagnostic {
    let (line, column) = place(of: position)
    return .error(
      .malformedData, "is not well-formed JSON: \(message)",
      at: .init(file: path, line: line, column: column))
  }

  /// The line and the column, counted from 1.
  func place(of position: Int) -> (line: Int, column: Int) {
    let before = bytes[..<position]
    let line = 1 + before.count { $0 == 0x0A }
    return (line, 1 + position - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0))
  }
}
