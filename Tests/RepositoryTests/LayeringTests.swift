import EdgeOps
import Testing

/// Layers 0 to 2 know that there are operators, but not which.
@Suite struct LayeringTests {
  static let operatorBlind = [
    "CSource", "EdgeC", "EdgeData", "EdgeIR", "EdgeInterpreter", "EdgeONNX",
    "EdgeSupport",
    "EdgeTFLite", "ONNXFormat", "TFLiteFormat",
  ]

  /// `Conv(…)`, `Conv.self`, `is Conv`, `as? Conv`, `: Conv`; some operators' names are everyday words, so a bare
  /// word does not count.
  private static func uses(_ name: String) -> Regex<Substring>? {
    try? Regex(#"(?:^|[^\w.])(?:\#(name)(?:\(|\.self\b)|(?:is|as\??)\s+\#(name)\b)"#, as: Substring.self)
  }

  @Test(arguments: operatorBlind) func nameNoOperator(_ target: String) throws {
    let files = Repository.sources.filter { $0.path.hasPrefix("Sources/\(target)/") }
    let patterns = try OperatorCatalog.operators.map { try #require(Self.uses("\($0)")) }
    for file in files {
      for (number, line) in file.code.enumerated() {
        #expect(!line.contains("import EdgeOps"), "\(file.path):\(number + 1)")
        for pattern in patterns where line.contains(pattern) {
          Issue.record("\(file.path):\(number + 1) names an operator: \(line)")
        }
      }
    }
  }

  @Test func patternFindsTypeUses() throws {
    let pattern = try #require(Self.uses("Conv"))
    for line in ["Conv(strides: s)", "x is Conv {", "node as? Conv", "[Conv.self]"] {
      #expect(line.contains(pattern), "\(line)")
    }
    for line in ["Conv2DOptions(", "the Conv node", "options.Conv(", "isConv(", "\"Conv\""] {
      #expect(!line.contains(pattern), "\(line)")
    }
  }
}
