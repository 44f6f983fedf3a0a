/// Gives the names of a model the form of Swift's, each once.
struct SwiftIdentifiers {
  private var taken: Set<String>

  init(reserved: Set<String>) { taken = reserved }

  /// A name for a tensor, of which `derived` makes further names; none of them is in use.
  mutating func name(_ text: String, derived: (String) -> [String]) -> String {
    let base = Self.lowerCamelCase(text)
    let wish = Self.keywords.contains(base) ? "\(base)Tensor" : base
    var (candidate, number) = (wish, 1)
    while !taken.isDisjoint(with: [candidate] + derived(candidate)) {
      number += 1
      candidate = "\(wish)_\(number)"
    }
    taken.formUnion([candidate] + derived(candidate))
    return candidate
  }

  /// `serving_default:x.1` becomes `servingDefaultX1`; a leading digit gets the prefix `n`; nothing is `tensor`.
  static func lowerCamelCase(_ text: String) -> String {
    let name = joined(text)
    guard let first = name.first else { return "tensor" }
    if first.isNumber { return "n\(name)" }
    // Of an acronym in front everything is lowered: `URL` becomes `url`.
    if name.allSatisfy({ $0.isUppercase || $0.isNumber }) { return name.lowercased() }
    return first.lowercased() + name.dropFirst()
  }

  /// `digit-classifier` becomes `DigitClassifier`; a leading digit gets the prefix `Model`; nothing is `Model`.
  static func upperCamelCase(_ text: String) -> String {
    let name = joined(text)
    guard let first = name.first else { return "Model" }
    return first.isNumber ? "Model\(name)" : first.uppercased() + name.dropFirst()
  }

  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return text.unicodeScalars.allSatisfy { isWordScalar($0) || $0 == "_" } && !keywords.contains(text)
      && text != "_"
  }

  /// At most 60 letters and digits of ASCII, each word but the first with a capital.
  private static func joined(_ text: String) -> String {
    let words = text.unicodeScalars.split { !isWordScalar($0) }.map { String(String.UnicodeScalarView($0)) }
    let rest = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return String(((words.first ?? "") + rest.joined()).prefix(60))
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
  }

  private static let keywords: Set<String> = Set(
    """
    Any Protocol Self Type as associatedtype break case catch class continue default defer deinit do else enum \
    extension fallthrough false fileprivate for func guard if import in init inout internal is let nil operator \
    precedencegroup private protocol public repeat rethrows return self static struct subscript super switch throw \
    throws true try typealias var where while
    """.split(separator: " ").map(String.init))
}
