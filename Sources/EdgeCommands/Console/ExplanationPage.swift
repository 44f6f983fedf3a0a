internal import EdgeSupport

/// What `explain` prints of one code.
struct ExplanationPage {
  private static let width = 100

  let code: DiagnosticCode

  var lines: [String] {
    let text = code.explanation
    return ["\(code.rawValue): \(text.title)", ""] + text.meaning.wrapped(to: Self.width)
      + section("Causes", text.causes) + section("What to do", text.remedies) + ["", "Example"]
      + text.example.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
  }

  private func section(_ title: String, _ items: [String]) -> [String] {
    ["", title]
      + items.flatMap { item in
        item.wrapped(to: Self.width - 4).enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 }
      }
  }
}

extension String {
  /// Its words in lines of at most `width` characters; longer words have lines of their own.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let line = lines.last, line.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
