/// Lines of a program's text, indented by two spaces a level, with lists wrapped between their elements.
public struct SourceText: Sendable {
  public private(set) var text = ""
  /// How deep the next line lies.
  public var depth = 0
  private let lineLength: Int

  public init(lineLength: Int) { self.lineLength = lineLength }

  /// Adds a line; an empty one is not indented.
  public mutating func line(_ content: String) {
    if !content.isEmpty { text += String(repeating: "  ", count: depth) + content }
    text += "\n"
  }

  /// Adds text as it is.
  public mutating func append(_ content: String) { text += content }

  /// Adds what `body` adds, one level deeper.
  public mutating func indented(_ body: (inout SourceText) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  /// `opening a, b, c closing` on one line where it fits, else continued on lines indented by four more columns.
  public mutating func fill(_ opening: String, _ elements: [String], _ closing: String) {
    let margin = 2 * depth
    var current = opening
    var isContinuation = false
    for (i, element) in elements.enumerated() {
      let piece = element + (i == elements.count - 1 ? closing : ",")
      let separator = i == 0 || current.isEmpty ? "" : " "
      let indentation = margin + (isContinuation ? 4 : 0)
      let width = indentation + current.utf8.count + separator.utf8.count + piece.utf8.count
      if width > lineLength, !current.isEmpty {
        line((isContinuation ? "    " : "") + current)
        isContinuation = true
        current = piece
      } else {
        current += separator + piece
      }
    }
    if elements.isEmpty { current += closing }
    line((isContinuation ? "    " : "") + current)
  }
}
