internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

extension TypedName {
  /// Two columns of inputs, then outputs, indented.
  static func table(inputs: [TypedName], outputs: [TypedName]) -> [String] {
    var table = TextTable([.left, .left, .left])
    for input in inputs { table.add(["  input", input.name, "\(input.type)"]) }
    for output in outputs { table.add(["  output", output.name, "\(output.type)"]) }
    return table.lines
  }

  var json: JSON {
    ["name": .string(name), "elementType": .string(type.element.rawValue), "shape": JSON(type.shape)]
  }
}

extension [(name: String, count: Int)] {
  /// `4 CONV_2D, 2 ADD`
  var listed: String { map { "\($0.count) \($0.name)" }.joined(separator: ", ") }
}

/// Time since it was made.
struct Stopwatch {
  private let start = ContinuousClock.now

  var elapsedText: String {
    let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
    if milliseconds < 10_000 { return "\(Int(milliseconds.rounded(.up))) ms" }
    return "\(Int((milliseconds / 1000).rounded())) s"
  }
}

extension String {
  /// At most `width` characters; of longer names the end tells more than the beginning.
  func shortened(to width: Int) -> String {
    count <= width ? self : "…" + suffix(width - 1)
  }
}

extension String {
  /// Safe as text and as a quoted attribute in XML and HTML.
  var xmlEscaped: String {
    var result = ""
    for scalar in Console.printable(self).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Double {
  /// With one decimal at most, as coordinates in drawings.
  var svg: String {
    let tenths = Int((self * 10).rounded())
    return tenths % 10 == 0
      ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
