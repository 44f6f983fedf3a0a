internal import EdgeC
internal import EdgeCompiler
internal import EdgeIR
internal import EdgeSupport

/// What a model consists of as a page that needs no other file.
struct InspectionPage {
  let inspection: Inspection

  var html: String {
    let picture = GraphPicture(drawing: inspection.drawing)
    let origin = (inspection.origin + ["\(inspection.sizeInBytes.grouped) B"]).joined(separator: ", ")
    return HTMLPage(
      title: "edgec inspect \(inspection.path)", heading: inspection.path, style: Self.style,
      sections: [
        "<p>\(origin.xmlEscaped)</p>", HTMLPage.headline(headline), interface, "<h2>Graph</h2>",
        "<p>\(picture.legend)</p>",
        """
        <p class="rule">After optimisation, as it is compiled to C. Point at a box for its attributes and constants.</p>
        """, "<div class=\"frame\">\n\(picture.svg)\n</div>", "<h2>Layers</h2>",
        """
        <p class="rule">As the model has them. Live bytes: of all tensors that exist while the node runs, each in memory of \
        its own.</p>
        """, layers, memory,
      ], script: Self.script
    ).text
  }

  private var headline: [(String, String)] {
    var facts = [
      (inspection.parameterCount.grouped, "parameters, \(inspection.parameterBytes.grouped) B"),
      (inspection.multiplyAccumulates.grouped, "multiply-accumulates"),
      (inspection.rows.count.grouped, "nodes"),
    ]
    if let peak = inspection.peak, let bytes = inspection.rows[peak].liveBytes {
      facts.append((bytes.grouped, "B live at most, at #\(peak) \(inspection.rows[peak].operatorType)"))
    }
    if let arena = inspection.arenaBytes, let bound = inspection.arenaLowerBound {
      let proof = arena == bound ? "provably the least" : "at least \(bound.grouped)"
      facts.append((arena.grouped, "B of arena in C, \(proof)"))
    }
    return facts
  }

  private var interface: String {
    let rows =
      inspection.inputs.map { ("input", $0) } + inspection.outputs.map { ("output", $0) }
    let cells = rows.map { role, port in
      "<tr><td>\(role)</td><td>\(port.name.xmlEscaped)</td><td>\("\(port.type)".xmlEscaped)</td></tr>"
    }
    return "<table>\n\(cells.joined(separator: "\n"))\n</table>"
  }

  private var layers: String {
    let most = (
      parameters: inspection.rows.map(\.parameterCount).max() ?? 0,
      work: inspection.rows.map(\.multiplyAccumulates).max() ?? 0,
      live: inspection.rows.compactMap(\.liveBytes).max() ?? 0
    )
    let rows = inspection.rows.enumerated().map { index, row in
      let texts = [
        "<td data-v=\"\(index)\">\(index)</td>", cell("node", row.name), cell("operator", row.operatorType),
        cell("output", row.outputs.map { "\($0)" }.joined(separator: " ")),
        number("parameters", row.parameterCount, of: most.parameters),
        number("MACs", row.multiplyAccumulates, of: most.work),
        number("live bytes", row.liveBytes ?? 0, of: most.live),
      ]
      return "<tr\(index == inspection.peak ? " class=\"peak\"" : "")>\(texts.joined())</tr>"
    }
    let head = ["#", "node", "operator", "output", "parameters", "MACs", "live bytes"]
    return """
      <table class="layers">
      <tr>\(head.map { "<th>\($0)</th>" }.joined())</tr>
      \(rows.joined(separator: "\n"))
      </table>
      """
  }

  private func cell(_ label: String, _ text: String) -> String {
    text.isEmpty ? "<td></td>" : "<td data-label=\"\(label)\">\(text.xmlEscaped)</td>"
  }

  /// With a bar as long as its part of the largest number in the column; nothing for 0.
  private func number(_ label: String, _ number: Int, of largest: Int) -> String {
    guard number > 0, largest > 0 else { return "<td></td>" }
    let percent = max(1, Int((Double(number) / Double(largest) * 100).rounded()))
    return "<td data-v=\"\(number)\" data-label=\"\(label)\">\(number.grouped)"
      + "<span class=\"bar\"><i style=\"width:\(percent)%\"></i></span></td>"
  }

  /// What lies where in the arena of generated C.
  private var memory: String {
    guard let map = inspection.arenaMap else { return "" }
    let drawing = MemoryTimeline(map: map).svg
    return drawing.isEmpty ? "" : "<h2>Memory</h2>\n<div class=\"wide\">\n\(drawing)\n</div>"
  }
}
