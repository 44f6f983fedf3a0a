import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgePasses

/// The choice of layouts against the best there is among the same candidates.
struct LayoutOptimumTests {
  /// Most small graphs reduce exactly; where a node has more neighbours, the choice may be worse, but seldom.
  @Test func choicesAreMostlyOptimal() throws {
    var (solved, optimal, excess, total) = (0, 0, 0.0, 0.0)
    for seed in 1000..<1150 {
      let graph = try RandomGraph.make(seed: UInt64(seed), nodes: 7)
      let problem = LayoutProblem(graph, ioLayout: .onnx)
      let cost = problem.cost(of: problem.solve())
      guard let best = problem.leastCost(below: cost) else { continue }
      solved += 1
      if cost < best + 1 { optimal += 1 }
      excess += cost - best
      total += best
    }
    #expect(solved > 120)
    #expect(optimal * 100 >= solved * 98, "\(optimal) of \(solved)")
    #expect(excess <= total * 0.01, "\(excess) of \(total)")
  }
}

extension LayoutProblem {
  /// The least cost of any choice, found by search; nil where that takes too long.
  ///
  /// - Parameter limit: what some choice costs.
  func leastCost(below limit: Double) -> Double? {
    var search = LayoutSearch(self, limit)
    return search.run(0) ? search.best : nil
  }
}

/// Tries all choices of modes, one participant after the other, and gives up on a partial one that costs too much.
private struct LayoutSearch {
  private let problem: LayoutProblem
  /// For each participant the classes whose ports have modes when it has one.
  private let completed: [[Int]]
  private let costs: [ConversionCosts]
  private var choice: [Int]
  private var spent = [0.0]
  private var steps = 0
  private(set) var best: Double

  init(_ problem: LayoutProblem, _ limit: Double) {
    self.problem = problem
    best = limit
    costs = problem.conversionCosts()
    choice = problem.participants.map { _ in 0 }
    var completed = problem.participants.map { _ in [Int]() }
    for (number, layout) in problem.layouts.enumerated() {
      let ends = layout.readers + (layout.producer.map { [$0] } ?? [])
      if let last = ends.map(\.participant).max() { completed[last].append(number) }
    }
    self.completed = completed
  }

  /// False when there were too many steps.
  mutating func run(_ index: Int) -> Bool {
    guard index < choice.count else {
      best = min(best, spent[index])
      return true
    }
    for mode in problem.participants[index].modes.indices {
      steps += 1
      if steps > 200_000 { return false }
      choice[index] = mode
      let cost =
        spent[index] + problem.modeCost(problem.participants[index], mode)
        + completed[index].reduce(0) { $0 + problem.classCost($1, choice, costs) }
      guard cost < best else { continue }
      spent.append(cost)
      defer { spent.removeLast() }
      if !run(index + 1) { return false }
    }
    return true
  }
}
