/// A C source or header file.
public struct CTranslationUnit: Hashable, Sendable {
  public enum Item: Hashable, Sendable {
    /// A block comment; one line each for lines of the text.
    case comment(String)
    /// `#include <name>`
    case systemInclude(String)
    /// `#include "name"`
    case include(String)
    /// `#define name value`
    case define(String, CExpression)
    /// Any other preprocessor line, without the `#`: `ifdef X`, `endif`, `pragma …`, a define with parameters.
    case directive(String)
    case array(CArray)
    case function(CFunction)
    /// A line that none of the above expresses, as it is.
    case verbatim(String)
    case blank
  }

  public var items: [Item]

  public init(_ items: [Item] = []) {
    self.items = items
  }

  /// A header: the items between include guards named for `fileName`.
  public static func header(named fileName: String, _ items: [Item]) -> CTranslationUnit {
    let word = fileName.unicodeScalars.map { scalar in
      scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        ? String(scalar).uppercased() : "_"
    }.joined()
    let guardName = word.first?.isLetter == true ? word : "H_\(word)"
    let leadingComments = items.prefix { if case .comment = $0 { true } else { false } }
    return CTranslationUnit(
      Array(leadingComments) + [.directive("ifndef \(guardName)"), .directive("define \(guardName)"), .blank]
        + items.dropFirst(leadingComments.count) + [.blank, .directive("endif")])
  }

  /// The file's text, the same for equal values, ending in a newline. Lines are wrapped at about 100 columns.
  public var text: String {
    var renderer = CRenderer()
    for item in items { renderer.render(item) }
    return renderer.text
  }
}
