internal import EdgeSupport

/// A page that needs no other file, light or dark as the reader's system.
struct HTMLPage {
  /// Plain text, as the browser's tab has it.
  let title: String
  /// Plain text above everything; the title by default.
  var heading: String?
  /// Rules beside those that all pages have.
  let style: String
  /// HTML; empty ones are left out.
  let sections: [String]
  /// Makes the page handier; it is whole without.
  var script: String?

  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>\(title.xmlEscaped)</title>
    <style>
    \(Self.style)
    \(style)
    </style>
    <h1>\((heading ?? title).xmlEscaped)</h1>
    \(sections.filter { !$0.isEmpty }.joined(separator: "\n"))
    \(script.map { "<script>\n\($0)\n</script>\n" } ?? "")</html>

    """
  }

  /// The numbers that matter most, with what they are.
  static func headline(_ facts: [(number: String, meaning: String)]) -> String {
    let items = facts.map { "<li><b>\($0.number.xmlEscaped)</b> \($0.meaning.xmlEscaped)</li>" }
    return "<ul class=\"headline\">\n\(items.joined(separator: "\n"))\n</ul>"
  }

  private static let style = """
    :root { color-scheme: light dark; --line: #ccc; --dim: #666; --fill: #2a6fb0; --track: #e6e6e6; --good: #1c7c3c;
      --bad: #c22; }
    @media (prefers-color-scheme: dark) {
      :root { --line: #444; --dim: #aaa; --fill: #7ab8f0; --track: #333; --good: #60c080; --bad: #f66; } }
    body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5em auto; max-width: 80em; padding: 0 1em; }
    h1, p, code, td, li, small { overflow-wrap: anywhere; }
    h1 { font-size: 1.4em; }
    h2 { font-size: 1.2em; margin-top: 1.8em; }
    small, .rule { color: var(--dim); font-size: .85em; }
    .headline { display: flex; flex-wrap: wrap; gap: .6em 2em; list-style: none; padding: 0; }
    .headline b { display: block; font-size: 1.5em; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; vertical-align: top; padding: .3em .6em; border-bottom: 1px solid var(--line); }
    th { white-space: nowrap; }
    .wide { overflow-x: auto; } .wide svg { min-width: 44em; width: 100%; max-width: 68em; display: block; }
    """
}
