/// A drawing of 8 by 8 points: lines of `.` (nothing), `+` (some ink) and `#`.
public struct Drawing: Sendable {
  /// Row by row, 0 for nothing to 1 for ink.
  public let ink: [Float]

  /// Nil for any other text.
  public init?(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline)
    let levels: [Character: Float] = [".": 0, "+": 0.5, "#": 1]
    ink = lines.flatMap { line in line.compactMap { levels[$0] } }
    guard lines.count == 8, lines.allSatisfy({ $0.count == 8 }), ink.count == 64 else { return nil }
  }
}
