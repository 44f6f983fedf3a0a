internal import EdgeSupport

/// Diagnostics in the Static Analysis Results Interchange Format 2.1.0, as code scanning services read it. Rules are all
/// of edgec's codes; a result is located in the model's file, its node or value being a logical location there.
struct SARIFDocument {
  let model: String
  let diagnostics: [Diagnostic]

  init(model: String, _ diagnostics: [Diagnostic]) {
    self.model = model
    self.diagnostics = diagnostics
  }

  var json: JSON {
    [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "edgec", "semanticVersion": .string(EdgecVersion.text),
              "rules": .array(DiagnosticCode.allCases.map(rule)),
            ]
          ],
          "results": .array(diagnostics.map(result)),
        ]
      ],
    ]
  }

  private func rule(_ code: DiagnosticCode) -> JSON {
    let explanation = code.explanation
    return [
      "id": .string(code.rawValue), "name": .string("\(code)"),
      "shortDescription": ["text": .string(explanation.title)],
      "fullDescription": ["text": .string(explanation.meaning)],
      "help": ["text": .string(explanation.remedies.joined(separator: " "))],
    ]
  }

  private func result(_ diagnostic: Diagnostic) -> JSON {
    let index = DiagnosticCode.allCases.firstIndex(of: diagnostic.code) ?? 0
    let text = [[diagnostic.message], diagnostic.notes, diagnostic.hint.map { ["hint: \($0)"] } ?? []]
      .flatMap { $0 }.joined(separator: "\n")
    return [
      "ruleId": .string(diagnostic.code.rawValue), "ruleIndex": .integer(index),
      "level": .string(diagnostic.severity.rawValue), "message": ["text": .string(Console.printable(text))],
      "locations": .array([location(diagnostic.location)]),
    ]
  }

  /// Services want a line; a model has but one.
  private func location(_ location: Diagnostic.Location) -> JSON {
    var members: [JSON.Member] = [
      .init(
        "physicalLocation",
        [
          "artifactLocation": ["uri": .string(uri(location.file ?? model))], "region": ["startLine": 1],
        ])
    ]
    var places: [JSON] = []
    if let node = location.node, !node.isEmpty {
      places.append(["name": .string(node), "kind": "function"])
    }
    if let value = location.value, !value.isEmpty {
      places.append(["name": .string(value), "kind": "variable"])
    }
    if !places.isEmpty { members.append(.init("logicalLocations", .array(places))) }
    return .object(members)
  }

  /// A path as a URI: relative ones stay so.
  private func uri(_ path: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    let digits = Array("0123456789ABCDEF")
    let text = path.utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
    return path.hasPrefix("/") ? "file://\(text)" : text
  }
}
