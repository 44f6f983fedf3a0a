import EdgeTestSupport
import Testing

@testable import EdgePasses

struct PBQPTests {
  /// Problems whose graph falls apart into nodes of degree two are solved exactly; others at least soundly.
  @Test(arguments: 0..<200)
  func smallProblems(_ seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let count = Int.random(in: 1...6, using: &generator)
    let options = (0..<count).map { _ in Int.random(in: 1...3, using: &generator) }
    let costs = options.map { (0..<$0).map { _ in Double(Int.random(in: 0...9, using: &generator)) } }
    // Each node is joined to at most two earlier ones, which keeps the graph reducible.
    let isReducible = seed % 2 == 0
    var edges: [(Int, Int, [[Double]])] = []
    for high in 1..<max(count, 2) where high < count {
      let lows = isReducible ? [high - 1] : Array(0..<high)
      for low in lows {
        let matrix = (0..<options[low]).map { _ in
          (0..<options[high]).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
        }
        edges.append((low, high, matrix))
      }
    }
    if isReducible, count > 2 {
      let ring = (0..<options[0]).map { _ in
        (0..<options[count - 1]).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
      }
      edges.append((0, count - 1, ring))
    }
    var problem = PBQP()
    for cost in costs { _ = problem.addNode(cost) }
    for (low, high, matrix) in edges { problem.addEdge(low, high, matrix) }
    func total(_ choice: [Int]) -> Double {
      edges.reduce(choice.indices.reduce(0) { $0 + costs[$1][choice[$1]] }) {
        $0 + $1.2[choice[$1.0]][choice[$1.1]]
      }
    }
    let choice = problem.solve()
    #expect(zip(choice, options).allSatisfy { $0 >= 0 && $0 < $1 })
    let best = assignments(options).map(total).min() ?? 0
    if isReducible { #expect(total(choice) == best) } else { #expect(total(choice) <= 2 * best + 9) }
  }

  @Test func forbiddenPairsAreAvoided() {
    var problem = PBQP()
    let a = problem.addNode([0, 5])
    let b = problem.addNode([0, 5])
    problem.addEdge(a, b, [[.infinity, .infinity], [.infinity, 0]])
    #expect(problem.solve() == [1, 1])
  }

  private func assignments(_ options: [Int]) -> [[Int]] {
    options.reduce([[]]) { partial, count in partial.flatMap { head in (0..<count).map { head + [$0] } } }
  }
}
