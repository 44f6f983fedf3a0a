/// The names taken in one C scope; gives every model name an identifier of its own.
public struct CIdentifiers: Sendable {
  private var taken: Set<String>
  /// The last suffix tried for a name, so that many equal names cost linear time.
  private var lastNumber: [String: Int] = [:]

  /// - Parameter reserved: Names that must not be given out, besides the keywords of C and C++.
  public init(reserved: [String] = []) {
    taken = Self.keywords.union(reserved.map { $0.lowercased() })
  }

  /// An identifier resembling `name` that this scope has not given out before; the same calls in the same order
  /// give the same identifiers.
  ///
  /// Characters other than ASCII letters and digits become `_`, never twice in a row nor at an end; a leading digit
  /// gets the prefix `n`; an empty result is `unnamed`. The result has at most 63 characters, the length that C99
  /// guarantees to distinguish. Names already taken, compared without regard to case (they also become macro
  /// names), get the suffix `_2`, `_3` and so on.
  public mutating func cIdentifier(from name: String) -> String {
    let base = Self.sanitized(name)
    let key = base.lowercased()
    var candidate = base
    var number = lastNumber[key] ?? 1
    while !taken.insert(candidate.lowercased()).inserted {
      number += 1
      let suffix = "_\(number)"
      candidate = base.prefix(Self.maximumLength - suffix.utf8.count) + suffix
    }
    lastNumber[key] = number
    return candidate
  }

  private static let maximumLength = 63

  private static func sanitized(_ name: String) -> String {
    var result: [UInt8] = []
    for byte in name.utf8 where result.count < maximumLength - 1 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        result.append(byte)
      default:
        if let last = result.last, last != UInt8(ascii: "_") { result.append(UInt8(ascii: "_")) }
      }
    }
    if result.last == UInt8(ascii: "_") { result.removeLast() }
    guard let first = result.first else { return "unnamed" }
    let text = String(decoding: result, as: UTF8.self)
    return first <= UInt8(ascii: "9") ? "n\(text)" : text
  }

  /// Lower case: names are compared without regard to it.
  private static let keywords: Set<String> = Set(
    """
    auto break case char const continue default do double else enum extern float for goto if inline int long \
    register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while \
    asm bool catch class delete explicit export false friend mutable namespace new operator private protected \
    public template this throw true try typeid typename using virtual and or not xor null main
    """.split(separator: " ").map(String.init))
}
