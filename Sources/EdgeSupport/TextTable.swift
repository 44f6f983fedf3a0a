/// Rows of text in aligned columns, two spaces apart.
public struct TextTable: Sendable {
  public enum Alignment: Sendable {
    case left, right
  }

  private let alignments: [Alignment]
  private var rows: [Row] = []

  private enum Row: Sendable {
    case cells([String])
    case rule
  }

  public init(_ columns: [(title: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    rows = [.cells(columns.map(\.title)), .rule]
  }

  /// A table without a heading.
  public init(_ alignments: [Alignment]) { self.alignments = alignments }

  /// Missing cells at the end are empty.
  public mutating func add(_ cells: [String]) { rows.append(.cells(cells)) }

  /// A line across the table, above totals.
  public mutating func addRule() { rows.append(.rule) }

  /// The lines, without trailing spaces.
  public var lines: [String] {
    var widths = [Int](repeating: 0, count: alignments.count)
    for case .cells(let cells) in rows {
      for (column, cell) in cells.enumerated() { widths[column] = max(widths[column], cell.count) }
    }
    return rows.map { row in
      switch row {
      case .rule:
        return String(repeating: "─", count: widths.reduce(0, +) + 2 * max(0, widths.count - 1))
      case .cells(let cells):
        let padded = cells.enumerated().map { column, cell in
          let padding = String(repeating: " ", count: widths[column] - cell.count)
          return alignments[column] == .right ? padding + cell : cell + padding
        }
        return TextTable.withoutTrailingSpaces(padded.joined(separator: "  "))
      }
    }
  }

  private static func withoutTrailingSpaces(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension Int {
  /// Thousands separated by commas: `1,234,567`.
  public var grouped: String {
    let digits = String(magnitude)
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return self < 0 ? "-\(text)" : text
  }
}
