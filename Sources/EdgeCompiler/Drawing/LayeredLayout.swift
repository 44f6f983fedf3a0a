/// Where the boxes and lines of a directed graph without cycles are drawn, from top to bottom (Sugiyama's method): layers
/// by longest path, order within a layer by barycentres, places as near to the neighbours as the order allows.
///
/// The effort grows with nodes, edges and the layers that edges pass; edges that pass too many run at the side.
public struct LayeredLayout: Sendable {
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double
  }

  /// The middle of each box.
  public private(set) var centers: [Point]
  /// For each edge the points it goes through: from the lower side of a box, through the gaps between others, to the
  /// upper side of a box.
  public private(set) var routes: [[Point]]
  public private(set) var width: Double
  public private(set) var height: Double

  /// What distances there are, in the unit of the boxes.
  public struct Spacing: Sendable {
    public var horizontal = 24.0
    public var vertical = 44.0
    public var margin = 16.0

    public init() {}
  }

  /// Edges that pass more layers than this are drawn at the side.
  private static let reach = 48
  private static let sweeps = 6

  /// - Parameters:
  ///   - sizes: width and height of each box.
  ///   - edges: pairs of positions in `sizes`, each from a lower to a higher position.
  public init(
    sizes: [(width: Double, height: Double)], edges: [(from: Int, to: Int)], spacing: Spacing = Spacing()
  ) {
    let layers = Self.layers(count: sizes.count, edges)
    var grid = Grid(sizes: sizes, layers: layers, spacing)
    var chains: [[Int]?] = []
    for edge in edges {
      chains.append(
        layers[edge.to] - layers[edge.from] <= Self.reach ? grid.connect(edge.from, edge.to) : nil)
    }
    grid.order(sweeps: Self.sweeps)
    grid.place(sweeps: Self.sweeps)

    let heights = Self.heights(layers, sizes)
    var tops = [spacing.margin]
    for height in heights { tops.append((tops.last ?? 0) + height + spacing.vertical) }
    let left = grid.rows.joined().map { grid.x[$0] - grid.widths[$0] / 2 }.min() ?? 0
    func center(_ vertex: Int) -> Point {
      let layer = grid.layer[vertex]
      return Point(x: grid.x[vertex] - left + spacing.margin, y: tops[layer] + heights[layer] / 2)
    }
    centers = sizes.indices.map(center)
    let right = grid.rows.joined().map { grid.x[$0] + grid.widths[$0] / 2 }.max() ?? 0
    width = right - left + 2 * spacing.margin
    height = (tops.last ?? 0) - spacing.vertical + spacing.margin
    routes = []
    for (edge, chain) in zip(edges, chains) {
      var (start, end) = (center(edge.from), center(edge.to))
      start.y += sizes[edge.from].height / 2
      end.y -= sizes[edge.to].height / 2
      if let chain {
        // Through the whole height of each layer in between, so that no box is crossed.
        let between = chain.flatMap { vertex -> [Point] in
          let layer = grid.layer[vertex]
          let x = center(vertex).x
          return [Point(x: x, y: tops[layer]), Point(x: x, y: tops[layer] + heights[layer])]
        }
        routes.append([start] + between + [end])
      } else {
        width += 10
        let side = width - spacing.margin
        routes.append([
          start, Point(x: side, y: start.y + spacing.vertical), Point(x: side, y: end.y - spacing.vertical),
          end,
        ])
      }
    }
  }

  /// The layer of each node: one below the lowest node it depends on. Nodes that depend on none stand right above their
  /// first reader.
  static func layers(count: Int, _ edges: [(from: Int, to: Int)]) -> [Int] {
    var layers = [Int](repeating: 0, count: count)
    var hasSource = [Bool](repeating: false, count: count)
    for edge in edges.sorted(by: { ($0.to, $0.from) < ($1.to, $1.from) }) {
      layers[edge.to] = max(layers[edge.to], layers[edge.from] + 1)
      hasSource[edge.to] = true
    }
    var nearest = [Int](repeating: .max, count: count)
    for edge in edges { nearest[edge.from] = min(nearest[edge.from], layers[edge.to]) }
    for node in 0..<count where !hasSource[node] && nearest[node] < .max {
      layers[node] = nearest[node] - 1
    }
    return layers
  }

  private static func heights(_ layers: [Int], _ sizes: [(width: Double, height: Double)]) -> [Double] {
    var heights = [Double](repeating: 0, count: (layers.max() ?? -1) + 1)
    for (layer, size) in zip(layers, sizes) { heights[layer] = max(heights[layer], size.height) }
    return heights
  }
}

/// Boxes, and stand-ins for edges where they pass a layer, in rows.
private struct Grid {
  private(set) var layer: [Int]
  private(set) var widths: [Double]
  private(set) var x: [Double]
  private(set) var rows: [[Int]]
  private var above: [[Int]]
  private var below: [[Int]]
  private let boxCount: Int
  private let gap: Double

  init(sizes: [(width: Double, height: Double)], layers: [Int], _ spacing: LayeredLayout.Spacing) {
    layer = layers
    widths = sizes.map(\.width)
    x = [Double](repeating: 0, count: sizes.count)
    rows = [[Int]](repeating: [], count: (layers.max() ?? -1) + 1)
    for (node, layer) in layers.enumerated() { rows[layer].append(node) }
    above = [[Int]](repeating: [], count: sizes.count)
    below = above
    boxCount = sizes.count
    gap = spacing.horizontal
  }

  /// - Returns: The stand-ins between the two.
  mutating func connect(_ from: Int, _ to: Int) -> [Int] {
    var chain: [Int] = []
    var last = from
    for between in stride(from: layer[from] + 1, to: layer[to], by: 1) {
      let vertex = layer.count
      layer.append(between)
      widths.append(4)
      x.append(0)
      rows[between].append(vertex)
      above.append([last])
      below.append([])
      below[last].append(vertex)
      chain.append(vertex)
      last = vertex
    }
    above[to].append(last)
    below[last].append(to)
    return chain
  }

  /// Sorts rows by the mean position of the neighbours above, then below, and so on.
  mutating func order(sweeps: Int) {
    var position = [Double](repeating: 0, count: layer.count)
    func number(_ row: [Int]) { for (index, vertex) in row.enumerated() { position[vertex] = Double(index) } }
    rows.forEach(number)
    for sweep in 0..<sweeps {
      let down = sweep % 2 == 0
      for index in down ? Array(rows.indices) : rows.indices.reversed() {
        let keyed = rows[index].map { vertex -> (key: Double, vertex: Int) in
          let near = down ? above[vertex] : below[vertex]
          guard !near.isEmpty else { return (position[vertex], vertex) }
          return (near.reduce(0) { $0 + position[$1] } / Double(near.count), vertex)
        }
        rows[index] = keyed.enumerated()
          .sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }.map(\.element.vertex)
        number(rows[index])
      }
    }
  }

  /// Moves boxes towards the mean of their neighbours above, then below, as far as order and width of the row allow.
  mutating func place(sweeps: Int) {
    for row in rows {
      var edge = 0.0
      for vertex in row {
        x[vertex] = edge + widths[vertex] / 2
        edge += widths[vertex] + gap
      }
      for vertex in row { x[vertex] -= (edge - gap) / 2 }
    }
    for sweep in 0..<sweeps {
      let down = sweep % 2 == 0
      for row in down ? rows : rows.reversed() {
        let wished = row.map { vertex -> Double in
          // Long edges yield to boxes, so that a residual connection bends and the chain beside it stays straight.
          let neighbours = down ? above[vertex] : below[vertex]
          let boxes = neighbours.filter { $0 < boxCount }
          let near = boxes.isEmpty ? neighbours : boxes
          return near.isEmpty ? x[vertex] : near.reduce(0) { $0 + x[$1] } / Double(near.count)
        }
        settle(row, wished)
      }
    }
  }

  /// The places nearest to those wished, in the sense of least squares, that keep order and distances: neighbours that
  /// push each other move as one block (pool adjacent violators). Stand-ins weigh little: they make room
  /// for boxes.
  private mutating func settle(_ row: [Int], _ wished: [Double]) {
    var blocks: [(sum: Double, weight: Double, count: Int)] = []
    var offset = 0.0
    var offsets: [Double] = []
    for (index, vertex) in row.enumerated() {
      if index > 0 { offset += (widths[row[index - 1]] + widths[vertex]) / 2 + gap }
      offsets.append(offset)
      let weight = vertex < boxCount ? 1.0 : 0.02
      blocks.append(((wished[index] - offset) * weight, weight, 1))
      while blocks.count > 1 {
        let (last, before) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
        guard before.sum / before.weight > last.sum / last.weight else { break }
        blocks.removeLast()
        blocks[blocks.count - 1] = (
          before.sum + last.sum, before.weight + last.weight, before.count + last.count
        )
      }
    }
    var index = 0
    for block in blocks {
      for _ in 0..<block.count {
        x[row[index]] = block.sum / block.weight + offsets[index]
        index += 1
      }
    }
  }
}
