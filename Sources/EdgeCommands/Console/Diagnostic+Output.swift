internal import EdgeSupport

extension Diagnostic {
  /// `rendered`, safe for a terminal, the severity coloured where wanted.
  func terminalText(isColored: Bool) -> String {
    let text = Console.printable(rendered)
    let word = " \(severity.rawValue): "
    let padded = " " + text
    guard isColored, let found = padded.firstRange(of: word) else { return text }
    let color =
      switch severity {
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      }
    let colored = " \u{1B}[\(color)m\(severity.rawValue):\u{1B}[0m "
    return String(padded.replacingCharacters(in: found, with: colored).dropFirst())
  }

  /// One object with the diagnostic's facts; absent ones are null.
  var json: JSON {
    [
      "severity": .string(severity.rawValue), "code": .string(code.rawValue), "message": .string(message),
      "file": JSON(location.file), "line": JSON(location.line), "column": JSON(location.column),
      "node": JSON(location.node), "nodeIndex": JSON(location.nodeIndex),
      "operator": JSON(location.operatorType), "opset": JSON(location.opset),
      "value": JSON(location.value), "notes": JSON(notes), "hint": JSON(hint),
    ]
  }
}

extension String {
  fileprivate func firstRange(of word: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
      start = index(after: start)
    }
    return nil
  }

  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
