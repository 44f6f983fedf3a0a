/// A partitioned boolean quadratic problem: each node takes one of its options; options cost, and so do pairs of
/// options at the ends of an edge. Finds a choice of small total cost.
///
/// Nodes of degree 0, 1 and 2 are reduced exactly; where none is left, the node of highest degree is fixed
/// greedily (Scholz and Eckstein, "Register Allocation for Irregular Architectures", 2002).
struct PBQP {
  typealias NodeIndex = Int

  private var costs: [[Double]] = []
  /// Rows belong to the lower node index.
  private var edges: [Edge: [[Double]]] = [:]
  private var neighbours: [Set<NodeIndex>] = []

  private struct Edge: Hashable {
    let low: NodeIndex
    let high: NodeIndex
  }

  private struct Reduction {
    let node: NodeIndex
    let costs: [Double]
    /// The neighbours at the time of reduction with the costs, own option first.
    let edges: [(neighbour: NodeIndex, matrix: [[Double]])]
  }

  mutating func addNode(_ costs: [Double]) -> NodeIndex {
    self.costs.append(costs)
    neighbours.append([])
    return self.costs.count - 1
  }

  /// Adds pair costs, `matrix[option of a][option of b]`, to those already there.
  mutating func addEdge(_ a: NodeIndex, _ b: NodeIndex, _ matrix: [[Double]]) {
    let added = a < b ? matrix : transposed(matrix)
    let edge = Edge(low: min(a, b), high: max(a, b))
    if let known = edges[edge] {
      edges[edge] = zip(known, added).map { zip($0, $1).map(+) }
    } else {
      edges[edge] = added
      neighbours[a].insert(b)
      neighbours[b].insert(a)
    }
  }

  /// The chosen option of every node. Deterministic: ties go to the lower index.
  consuming func solve() -> [Int] {
    var remaining = Set(costs.indices)
    var stack: [Reduction] = []
    var queue = costs.indices.filter { neighbours[$0].count <= 2 }
    while !remaining.isEmpty {
      let next: NodeIndex
      if let easy = queue.popLast() {
        guard remaining.contains(easy), neighbours[easy].count <= 2 else { continue }
        next = easy
      } else {
        next = remaining.min { (neighbours[$1].count, $0) < (neighbours[$0].count, $1) } ?? 0
      }
      let affected = neighbours[next].sorted()
      stack.append(reduce(next, affected))
      remaining.remove(next)
      queue += affected.filter { neighbours[$0].count <= 2 }
    }
    var choice = [Int](repeating: 0, count: costs.count)
    for step in stack.reversed() {
      let totals = step.costs.indices.map { option in
        step.edges.reduce(step.costs[option]) { $0 + $1.matrix[option][choice[$1.neighbour]] }
      }
      choice[step.node] = smallest(totals)
    }
    return choice
  }

  /// Removes a node, leaving on its neighbours what its best answer to each of their choices costs.
  private mutating func reduce(_ node: NodeIndex, _ affected: [NodeIndex]) -> Reduction {
    let matrices = affected.map { matrix(node, $0) }
    var own = costs[node]
    switch affected.count {
    case 0:
      break
    case 1:
      for j in costs[affected[0]].indices {
        costs[affected[0]][j] += own.indices.map { own[$0] + matrices[0][$0][j] }.min() ?? 0
      }
    case 2:
      let joint = costs[affected[0]].indices.map { j in
        costs[affected[1]].indices.map { k in
          own.indices.map { own[$0] + matrices[0][$0][j] + matrices[1][$0][k] }.min() ?? 0
        }
      }
      addEdge(affected[0], affected[1], joint)
    default:
      let option = fixedOption(own, affected, matrices)
      own = own.indices.map { $0 == option ? 0 : .infinity }
      for (neighbour, matrix) in zip(affected, matrices) {
        for j in costs[neighbour].indices { costs[neighbour][j] += matrix[option][j] }
      }
    }
    for neighbour in affected {
      edges[Edge(low: min(node, neighbour), high: max(node, neighbour))] = nil
      neighbours[neighbour].remove(node)
    }
    neighbours[node] = []
    return Reduction(node: node, costs: own, edges: Array(zip(affected, matrices).map { ($0, $1) }))
  }

  /// The option that is cheapest when every neighbour answers it as well as it can on its own.
  private func fixedOption(
    _ own: [Double], _ affected: [NodeIndex], _ matrices: [[[Double]]]
  ) -> Int {
    smallest(
      own.indices.map { option in
        zip(affected, matrices).reduce(own[option]) { sum, pair in
          sum + (zip(pair.1[option], costs[pair.0]).map { $0 + $1 }.min() ?? 0)
        }
      })
  }

  private func matrix(_ a: NodeIndex, _ b: NodeIndex) -> [[Double]] {
    let stored = edges[Edge(low: min(a, b), high: max(a, b))] ?? []
    return a < b ? stored : transposed(stored)
  }

  private func smallest(_ values: [Double]) -> Int {
    values.indices.min { values[$0] < values[$1] } ?? 0
  }

  private func transposed(_ matrix: [[Double]]) -> [[Double]] {
    guard let first = matrix.first else { return [] }
    return first.indices.map { column in matrix.map { $0[column] } }
  }
}
