/// A partitioned boolean quadratic problem: each node takes one of its options; options cost, and so do pairs of
/// options at the ends of an edge. Finds a choice of small total cost.
///
/// Nodes of degree 0, 1 and 2 are reduced exactly; where none is left, the node of highest degree is fixed
/// greedily (Scholz and Eckstein, "Register Allocation for Irregular Architectures", 2002).
struct PBQP {
  typealias NodeIndex = Int

  /// Costs of pairs of options, row by row.
  struct Matrix {
    let columns: Int
    var costs: [Double]

    init(columns: Int, costs: [Double]) {
      self.columns = columns
      self.costs = costs
    }

    init(rows: Int, columns: Int, _ cost: (_ row: Int, _ column: Int) -> Double) {
      self.columns = columns
      costs = []
      costs.reserveCapacity(rows * columns)
      for row in 0..<rows {
        for column in 0..<columns { costs.append(cost(row, column)) }
      }
    }

    init(_ rows: [[Double]]) { self.init(columns: rows.first?.count ?? 0, costs: rows.flatMap { $0 }) }

    subscript(row: Int, column: Int) -> Double { costs[row &* columns &+ column] }

    func row(_ index: Int) -> ArraySlice<Double> { costs[index * columns..<(index + 1) * columns] }

    var transposed: Matrix {
      let rows = columns == 0 ? 0 : costs.count / columns
      var result = costs
      for row in 0..<rows {
        for column in 0..<columns { result[column &* rows &+ row] = costs[row &* columns &+ column] }
      }
      return Matrix(columns: rows, costs: result)
    }
  }

  private var costs: [[Double]] = []
  /// For each node its neighbours and the costs together, its own options as rows.
  private var edges: [[NodeIndex: Matrix]] = []

  private struct Reduction {
    let node: NodeIndex
    let costs: [Double]
    /// The neighbours at the time of reduction with the costs, own option first.
    let edges: [(neighbour: NodeIndex, matrix: Matrix)]
  }

  mutating func addNode(_ costs: [Double]) -> NodeIndex {
    self.costs.append(costs)
    edges.append([:])
    return self.costs.count - 1
  }

  /// Adds pair costs, `matrix[option of a][option of b]`, to those already there.
  mutating func addEdge(_ a: NodeIndex, _ b: NodeIndex, _ matrix: [[Double]]) {
    addEdge(a, b, Matrix(matrix))
  }

  mutating func addEdge(_ a: NodeIndex, _ b: NodeIndex, _ matrix: Matrix) {
    var sum = matrix
    if let known = edges[a][b] {
      for i in sum.costs.indices { sum.costs[i] += known.costs[i] }
    }
    edges[b][a] = sum.transposed
    edges[a][b] = sum
  }

  /// The chosen option of every node. Deterministic: ties go to the lower index.
  consuming func solve() -> [Int] {
    var remaining = Set(costs.indices)
    var stack: [Reduction] = []
    var queue = costs.indices.filter { edges[$0].count <= 2 }
    while !remaining.isEmpty {
      let next: NodeIndex
      if let easy = queue.popLast() {
        guard remaining.contains(easy), edges[easy].count <= 2 else { continue }
        next = easy
      } else {
        next = remaining.min { (edges[$1].count, $0) < (edges[$0].count, $1) } ?? 0
      }
      let affected = edges[next].keys.sorted()
      stack.append(reduce(next, affected))
      remaining.remove(next)
      queue += affected.filter { edges[$0].count <= 2 }
    }
    var choice = [Int](repeating: 0, count: costs.count)
    for step in stack.reversed() {
      let totals = step.costs.indices.map { option in
        step.edges.reduce(step.costs[option]) { $0 + $1.matrix[option, choice[$1.neighbour]] }
      }
      choice[step.node] = smallest(totals)
    }
    return choice
  }

  /// Removes a node, leaving on its neighbours what its best answer to each of their choices costs.
  private mutating func reduce(_ node: NodeIndex, _ affected: [NodeIndex]) -> Reduction {
    let matrices = affected.compactMap { edges[node][$0] }
    var own = costs[node]
    for neighbour in affected { edges[neighbour][node] = nil }
    edges[node] = [:]
    switch affected.count {
    case 0:
      break
    case 1:
      for (j, best) in answers(own, matrices[0]).enumerated() { costs[affected[0]][j] += best }
    case 2:
      addEdge(affected[0], affected[1], joint(own, matrices[0], matrices[1]))
    default:
      let option = fixedOption(own, affected, matrices)
      own = own.indices.map { $0 == option ? 0 : .infinity }
      for (neighbour, matrix) in zip(affected, matrices) {
        for j in costs[neighbour].indices { costs[neighbour][j] += matrix[option, j] }
      }
    }
    return Reduction(node: node, costs: own, edges: Array(zip(affected, matrices).map { ($0, $1) }))
  }

  /// For each option of the only neighbour what the best own option costs.
  private func answers(_ own: [Double], _ matrix: Matrix) -> [Double] {
    var result = [Double](repeating: .infinity, count: matrix.columns)
    for (i, cost) in own.enumerated() where cost < .infinity {
      for j in result.indices { result[j] = min(result[j], cost + matrix[i, j]) }
    }
    return result
  }

  /// The same for two neighbours: for each pair of their options.
  private func joint(_ own: [Double], _ first: Matrix, _ second: Matrix) -> Matrix {
    var result = [Double](repeating: .infinity, count: first.columns * second.columns)
    let columns = second.columns
    result.withUnsafeMutableBufferPointer { result in
      second.costs.withUnsafeBufferPointer { second in
        for (i, cost) in own.enumerated() where cost < .infinity {
          for j in 0..<first.columns {
            let base = cost + first[i, j]
            guard base < .infinity else { continue }
            for k in 0..<columns {
              let sum = base + second[i &* columns &+ k]
              if sum < result[j &* columns &+ k] { result[j &* columns &+ k] = sum }
            }
          }
        }
      }
    }
    return Matrix(columns: columns, costs: result)
  }

  /// The option that is cheapest when every neighbour answers it as well as it can on its own.
  private func fixedOption(_ own: [Double], _ affected: [NodeIndex], _ matrices: [Matrix]) -> Int {
    smallest(
      own.indices.map { option in
        zip(affected, matrices).reduce(own[option]) { sum, pair in
          sum + (zip(pair.1.row(option), costs[pair.0]).map { $0 + $1 }.min() ?? 0)
        }
      })
  }

  private func smallest(_ values: [Double]) -> Int {
    values.indices.min { values[$0] < values[$1] } ?? 0
  }
}
