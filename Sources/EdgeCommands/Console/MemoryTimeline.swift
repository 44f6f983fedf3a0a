internal import EdgeC
internal import EdgeSupport

/// What lies where in an arena and when, as a drawing: steps from left to right, the arena from bottom to top, a rectangle
/// for each tensor and each kernel's scratch memory. It is an SVG element that needs nothing else; it can stand in a
/// page or be a file.
struct MemoryTimeline {
  let map: ArenaMap

  private let width = 800.0
  private let height = 360.0
  private let plot = (left: 70.0, right: 790.0, top: 34.0, bottom: 322.0)

  var svg: String {
    guard map.sizeInBytes > 0, !map.steps.isEmpty else { return "" }
    let label = "arena of \(map.sizeInBytes.grouped) B over \(map.steps.count) steps"
    let parts =
      axis + [peakBand] + regions + [top, bound].compactMap { $0 } + [peakLabel, steps]
    return """
      <svg class="memory" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width.svg) \(height.svg)" role="img" \
      aria-label="\(label)">
      <style>\(Self.style)</style>
      \(parts.joined(separator: "\n"))
      </svg>
      """
  }

  private static let style = """
    .memory { --ink: #222; --faint: #8886; --peak: #c22; font: 12px system-ui, sans-serif; }
    .memory text { fill: var(--ink); }
    .memory .r { stroke: var(--ink); stroke-width: .5; fill-opacity: .75; }
    .memory .c0 { fill: #7fb2e5; } .memory .c1 { fill: #f2b66d; } .memory .c2 { fill: #8fd19e; }
    .memory .c3 { fill: #d9a0d9; } .memory .c4 { fill: #e5d36b; } .memory .c5 { fill: #9fb3c8; }
    .memory .s { fill: #999; stroke-dasharray: 2 2; } .memory .n { fill: #000; pointer-events: none; }
    .memory line { stroke: var(--faint); } .memory .p { fill: var(--peak); fill-opacity: .15; }
    .memory .top { stroke: var(--peak); } .memory .bound { stroke: var(--ink); stroke-dasharray: 6 4; }
    @media (prefers-color-scheme: dark) { .memory { --ink: #ddd; --peak: #f66; } }
    """

  // MARK: Places

  private func x(_ step: Int) -> Double {
    let position = Double(min(max(step, 0), map.steps.count))
    return plot.left + (plot.right - plot.left) * position / Double(map.steps.count)
  }

  private func y(_ bytes: Int) -> Double {
    plot.bottom - (plot.bottom - plot.top) * Double(bytes) / Double(map.sizeInBytes)
  }

  // MARK: Parts

  /// Lines at round numbers of bytes.
  private var axis: [String] {
    var unit = 1
    while map.sizeInBytes / unit > 8 { unit *= 2 }
    return stride(from: 0, through: map.sizeInBytes, by: unit).map { bytes in
      line(y(bytes), "") + text(plot.left - 6, y(bytes) + 4, Self.short(bytes), anchor: "end")
    }
  }

  private var regions: [String] {
    map.regions.enumerated().map { index, region in
      let (left, right) = (x(region.firstStep), x(region.lastStep + 1))
      let (top, bottom) = (y(region.offset + region.sizeInBytes), y(region.offset))
      let name = region.name ?? "scratch"
      let style = region.name == nil ? "s" : "c\(index % 6)"
      let box =
        "<rect class=\"r \(style)\" x=\"\(left.svg)\" y=\"\(top.svg)\" width=\"\(max(right - left, 0.5).svg)\" "
        + "height=\"\(max(bottom - top, 0.5).svg)\"><title>\(tip(region).xmlEscaped)</title></rect>"
      let end = isOverwritten(region) ? x(region.lastStep) : right
      let room = Int((end - left - 8) / 7)
      guard room >= 4, bottom - top >= 14 else { return box }
      return box
        + "<text class=\"n\" x=\"\((left + 4).svg)\" y=\"\(((top + bottom) / 2 + 4).svg)\">"
        + "\(name.shortened(to: room).xmlEscaped)</text>"
    }
  }

  /// Whether its last reader writes something else over it.
  private func isOverwritten(_ region: ArenaMap.Region) -> Bool {
    map.regions.contains { other in
      other.firstStep == region.lastStep && other.firstStep > region.firstStep
        && other.offset < region.offset + region.sizeInBytes
        && region.offset < other.offset + other.sizeInBytes
    }
  }

  private func tip(_ region: ArenaMap.Region) -> String {
    let first = region.firstStep < 0 ? "the start" : map.steps[region.firstStep].title
    let last = region.lastStep >= map.steps.count ? "the end" : map.steps[max(region.lastStep, 0)].title
    let time = first == last ? "in \(first)" : "from \(first) to \(last)"
    return
      "\(region.name ?? "scratch memory"): \(region.sizeInBytes.grouped) B at \(region.offset.grouped), \(time)"
  }

  private var peakBand: String {
    guard let peak = map.peak else { return "" }
    let width = max(x(peak + 1) - x(peak), 1)
    return "<rect class=\"p\" x=\"\(x(peak).svg)\" y=\"\(plot.top.svg)\" width=\"\(width.svg)\" "
      + "height=\"\((plot.bottom - plot.top).svg)\"/>"
  }

  private var peakLabel: String {
    guard let peak = map.peak else { return "" }
    let middle = (x(peak) + x(peak + 1)) / 2
    let step = map.steps[peak]
    let label = "peak \(step.liveBytes.grouped) B: \(step.title.shortened(to: 40))"
    let anchor = middle < width / 3 ? "start" : middle > width * 2 / 3 ? "end" : "middle"
    return text(middle, plot.bottom + 16, "▲", anchor: "middle")
      + text(
        anchor == "start" ? middle - 5 : anchor == "end" ? middle + 5 : middle, plot.bottom + 31, label,
        anchor: anchor)
  }

  private var top: String? {
    line(plot.top, "top")
      + text(plot.left, plot.top - 18, "arena \(map.sizeInBytes.grouped) B", anchor: "start")
  }

  private var bound: String? {
    let words =
      map.lowerBound == map.sizeInBytes
      ? "which no order of these steps can undercut"
      : "no order of these steps can need less than \(map.lowerBound.grouped) B (dashed)"
    return (map.lowerBound == map.sizeInBytes ? "" : line(y(map.lowerBound), "bound"))
      + text(plot.right, plot.top - 18, words, anchor: "end")
  }

  private var steps: String {
    text(plot.left, plot.top - 4, "", anchor: "start")
      + text(plot.right, height - 4, "\(map.steps.count) steps →", anchor: "end")
  }

  private func line(_ y: Double, _ style: String) -> String {
    "<line\(style.isEmpty ? "" : " class=\"\(style)\"") x1=\"\(plot.left.svg)\" x2=\"\(plot.right.svg)\" "
      + "y1=\"\(y.svg)\" y2=\"\(y.svg)\"/>"
  }

  private func text(_ x: Double, _ y: Double, _ text: String, anchor: String) -> String {
    text.isEmpty
      ? ""
      : "<text x=\"\(x.svg)\" y=\"\(y.svg)\" text-anchor=\"\(anchor)\">\(text.xmlEscaped)</text>"
  }

  /// `0`, `512`, `48K`, `1.5M`, in powers of 1024.
  private static func short(_ bytes: Int) -> String {
    if bytes < 1024 { return "\(bytes)" }
    if bytes < 1 << 20 { return "\((Double(bytes) / 1024).svg)K" }
    return "\((Double(bytes) / Double(1 << 20)).svg)M"
  }
}
