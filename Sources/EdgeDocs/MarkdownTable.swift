/// A table in GitHub's Markdown.
struct MarkdownTable {
  private var lines: [String]

  init(_ header: [String]) {
    lines = []
    add(header)
    add(header.map { _ in "---" })
  }

  mutating func add(_ cells: [String]) {
    lines.append("| \(cells.joined(separator: " | ")) |")
  }

  var text: String { lines.joined(separator: "\n") }
}
