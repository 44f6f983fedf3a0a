internal import EdgeSupport

/// Where results and messages go.
struct Console {
  let stdout: (String) -> Void
  let stderr: (String) -> Void
  let isColored: Bool

  /// Writes one line, or several, of results.
  func write(_ text: String) { stdout(Console.printable(text) + "\n") }

  /// Writes a message for people.
  func writeError(_ text: String) { stderr(text + "\n") }

  /// Names in a model are anybody's: what could steer the terminal is shown as U+FFFD.
  static func printable(_ text: String) -> String {
    func isPlain(_ scalar: Unicode.Scalar) -> Bool {
      (scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)) || scalar == "\n" || scalar == "\t"
    }
    guard !text.unicodeScalars.allSatisfy(isPlain) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(isPlain(scalar) ? scalar : "\u{FFFD}")
    }
    return result
  }
}
