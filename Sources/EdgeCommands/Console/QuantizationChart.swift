internal import EdgeQuantization

/// Small charts as inline SVG.
enum QuantizationChart {
  private static let width = 132.0
  private static let height = 30.0

  /// The numbers seen, and shaded behind them the range that integers cover.
  static func histogram(_ histogram: CoarseHistogram, covered: ClosedRange<Double>?) -> String {
    let lower = min(histogram.lower, covered?.lowerBound ?? histogram.lower)
    let upper = max(histogram.upper, covered?.upperBound ?? histogram.upper)
    guard upper > lower, let most = histogram.counts.max(), most > 0 else { return "" }
    func position(_ number: Double) -> Double { (number - lower) / (upper - lower) * width }
    let step = (histogram.upper - histogram.lower) / Double(histogram.counts.count)
    let bars = histogram.counts.enumerated().filter { $0.element > 0 }.map { index, count in
      let left = position(histogram.lower + Double(index) * step)
      let right = position(histogram.lower + Double(index + 1) * step)
      return bar(left, max(right - left, 0.6), (Double(count) / Double(most)).squareRoot())
    }
    let shade = covered.map { rectangle(position($0.lowerBound), position($0.upperBound)) } ?? ""
    return svg("numbers seen in calibration", shade + path("bars", bars))
  }

  /// The largest weight of each channel over five decades, the largest of them on top.
  static func weights(_ weights: WeightReport, constant: [Int]) -> String {
    let count = weights.magnitudes.count
    guard let most = weights.magnitudes.max(), most > 0, count > 0 else { return "" }
    let marked = Set(weights.raisedChannels + constant)
    let columns = min(count, 64)
    var (bars, raised): ([String], [String]) = ([], [])
    for column in 0..<columns {
      let channels = column * count / columns..<(column + 1) * count / columns
      let largest = channels.map { weights.magnitudes[$0] }.max() ?? 0
      let drawn = bar(
        Double(column) * width / Double(columns), max(width / Double(columns) - 0.4, 0.6),
        max(decades(Double(largest / most)), 0.03))
      if channels.contains(where: marked.contains) { raised.append(drawn) } else { bars.append(drawn) }
    }
    return svg("largest weight of each of \(count) channels", path("bars", bars) + path("raised", raised))
  }

  /// 1 for 1, 0 for a hundred thousandth and less.
  private static func decades(_ share: Double) -> Double {
    var (share, decades) = (share, 0.0)
    guard share > 1e-5 else { return 0 }
    while share < 0.1 { (share, decades) = (share * 10, decades + 1) }
    // Within a decade a straight line comes close enough.
    return 1 - (decades + (1 - share) / 0.9) / 5
  }

  private static func svg(_ label: String, _ content: String) -> String {
    "<svg width=\"\(width.svg)\" height=\"\(height.svg)\" role=\"img\" aria-label=\"\(label)\">\(content)</svg>"
  }

  private static func path(_ style: String, _ bars: [String]) -> String {
    bars.isEmpty ? "" : "<path class=\"\(style)\" d=\"\(bars.joined())\"/>"
  }

  private static func bar(_ left: Double, _ width: Double, _ part: Double) -> String {
    let top = max(part * height, 1)
    return "M\(left.svg) \(height.svg)v-\(top.svg)h\(width.svg)v\(top.svg)z"
  }

  private static func rectangle(_ left: Double, _ right: Double) -> String {
    "<rect class=\"covered\" x=\"\(left.svg)\" width=\"\((right - left).svg)\" height=\"\(height.svg)\"/>"
  }
}
