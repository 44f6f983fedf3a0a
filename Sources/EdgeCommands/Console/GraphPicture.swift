internal import EdgeCompiler
internal import EdgeSupport

/// A graph as an SVG element that needs nothing else: it can stand in a page or be a file. Boxes tell more when pointed at.
struct GraphPicture {
  let drawing: GraphDrawing

  private static let boxWidth = 176.0
  private static let boxHeight = 40.0

  var svg: String {
    let sizes = drawing.boxes.map { _ in (width: Self.boxWidth, height: Self.boxHeight) }
    let layout = LayeredLayout(sizes: sizes, edges: drawing.lines.map { ($0.from, $0.to) })
    let (width, height) = (layout.width.whole, layout.height.whole)
    let lines = layout.routes.map { "<path d=\"\(Self.path($0))\"/>" }
    let boxes = zip(drawing.boxes, layout.centers).map(box)
    return """
      <svg class="graph" xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" aria-label="graph of \(drawing.boxes.count) boxes">
      <style>\(Self.style)</style>
      <g class="e">\(lines.joined(separator: "\n"))</g>
      \(boxes.joined(separator: "\n"))
      \(labels(layout).joined(separator: "\n"))
      </svg>
      """
  }

  /// The colours of what there is in the picture.
  var legend: String {
    GraphDrawing.Kind.allCases.filter { kind in drawing.boxes.contains { $0.kind == kind } }
      .map { "<span class=\"key \($0.rawValue)\">\($0.title)</span>" }.joined(separator: " ")
  }

  static let style = """
    .graph { color-scheme: light dark; font: 12px system-ui, sans-serif; background: Canvas; }
    .graph .e path { fill: none; stroke: #888; stroke-width: 1.3; }
    .graph rect { stroke: #0004; rx: 6px; } .graph text { fill: #111; text-anchor: middle; }
    .graph .s { font-size: 10px; fill: #333; } .graph .t { font-size: 10px; fill: GrayText; text-anchor: start; }
    .graph b, .graph .n { font-weight: 600; }
    .graph g:hover > rect { stroke: #c60; stroke-width: 2.5; }
    .interface rect { fill: #e8e8e8; rx: 20px; } .product rect { fill: #a9cbef; } .movement rect { fill: #ecd9a8; }
    .elementwise rect { fill: #bfe3c5; } .control rect { fill: #f2b8b0; } .other rect { fill: #d9c6ea; }
    """

  private func box(_ box: GraphDrawing.Box, _ center: LayeredLayout.Point) -> String {
    let (x, y) = (center.x.whole, center.y.whole)
    let facts = box.facts.map { "\($0.name): \($0.value)" }
    let tip = ([box.title] + facts).joined(separator: "\n").xmlEscaped
    return "<g class=\"\(box.kind.rawValue)\"><title>\(tip)</title>"
      + "<rect x=\"\(x - Int(Self.boxWidth / 2))\" y=\"\(y - Int(Self.boxHeight / 2))\" "
      + "width=\"\(Int(Self.boxWidth))\" height=\"\(Int(Self.boxHeight))\"/>"
      + "<text class=\"n\" x=\"\(x)\" y=\"\(y - 3)\">\(box.title.shortened(to: 24).xmlEscaped)</text>"
      + "<text class=\"s\" x=\"\(x)\" y=\"\(y + 12)\">\(box.subtitle.shortened(to: 30).xmlEscaped)</text></g>"
  }

  /// The type of what leaves a box, once for each type.
  private func labels(_ layout: LayeredLayout) -> [String] {
    var seen: [Int: [String]] = [:]
    return zip(drawing.lines, layout.routes).compactMap { line, route in
      guard drawing.boxes[line.from].kind != .interface, let start = route.first,
        seen[line.from]?.contains(line.label) != true
      else { return nil }
      seen[line.from, default: []].append(line.label)
      let row = seen[line.from]?.count ?? 1
      return "<text class=\"t\" x=\"\(start.x.whole + 5)\" y=\"\((start.y + Double(row) * 11).whole)\">"
        + "\(line.label.shortened(to: 34).xmlEscaped)</text>"
    }
  }

  /// Curves that leave and enter upright.
  private static func path(_ points: [LayeredLayout.Point]) -> String {
    guard let first = points.first else { return "" }
    var path = "M\(first.x.whole) \(first.y.whole)"
    for (a, b) in zip(points, points.dropFirst()) {
      let middle = ((a.y + b.y) / 2).whole
      path +=
        a.x.whole == b.x.whole
        ? "V\(b.y.whole)" : "C\(a.x.whole) \(middle) \(b.x.whole) \(middle) \(b.x.whole) \(b.y.whole)"
    }
    return path
  }
}

extension Double {
  fileprivate var whole: Int { Int(rounded()) }
}
