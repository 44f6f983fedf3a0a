import EdgeCompiler
import EdgeSupport
import Testing

/// Drawings of graphs: boxes do not overlap, lines go down and cross no box.
struct LayeredLayoutTests {
  private let size = (width: 100.0, height: 40.0)

  private func layout(_ count: Int, _ edges: [(from: Int, to: Int)]) -> LayeredLayout {
    LayeredLayout(sizes: [(width: Double, height: Double)](repeating: size, count: count), edges: edges)
  }

  /// Chains with skip connections and branches, as networks are.
  private func network(_ count: Int, seed: UInt64) -> [(from: Int, to: Int)] {
    var random = SplitMix64(seed: seed)
    return (1..<count).flatMap { node -> [(from: Int, to: Int)] in
      let skip = Int(random.next() % 6)
      let main = node - 1 - (random.next() % 8 == 0 ? min(3, node - 1) : 0)
      return [(main, node)] + (skip == 0 && node > 9 ? [(node - 9, node)] : [])
    }
  }

  @Test func aChainIsAStraightLine() {
    let layout = layout(4, [(0, 1), (1, 2), (2, 3)])
    #expect(Set(layout.centers.map(\.x)).count == 1)
    #expect(layout.centers.map(\.y) == layout.centers.map(\.y).sorted())
    #expect(layout.routes.allSatisfy { $0.count == 2 })
  }

  /// The way around a branch passes beside it, not through it.
  @Test func aResidualConnectionRunsAround() {
    let layout = layout(4, [(0, 1), (1, 2), (0, 3), (2, 3)])
    let around = layout.routes[2]
    #expect(around.count == 6)
    for point in around.dropFirst().dropLast() {
      #expect(layout.centers[1...2].allSatisfy { abs($0.x - point.x) > size.width / 2 })
    }
  }

  @Test func whatDependsOnNothingStandsAboveItsReader() {
    let layout = layout(5, [(0, 1), (1, 2), (3, 4), (2, 4)])
    #expect(layout.centers[3].y == layout.centers[2].y)
  }

  @Test(arguments: UInt64(0)..<8) func boxesAndLinesKeepApart(seed: UInt64) {
    let edges = network(120, seed: seed)
    let layout = layout(120, edges)
    for (a, b) in zip(edges.map(\.from), edges.map(\.to)) {
      #expect(layout.centers[a].y < layout.centers[b].y)
    }
    for i in 0..<120 {
      let a = layout.centers[i]
      #expect(a.x >= size.width / 2 && a.x <= layout.width - size.width / 2)
      #expect(a.y >= size.height / 2 && a.y <= layout.height - size.height / 2)
      for b in layout.centers[(i + 1)...] where b.y == a.y { #expect(abs(a.x - b.x) > size.width) }
    }
    for route in layout.routes {
      for point in route.dropFirst().dropLast() {
        let isInside = layout.centers.contains {
          abs($0.x - point.x) < size.width / 2 && abs($0.y - point.y) < size.height / 2
        }
        #expect(!isInside)
      }
    }
  }

  /// An edge across hundreds of layers costs no stand-in in each of them.
  @Test func longEdgesRunAtTheSide() {
    let count = 300
    let chain = (1..<count).map { (from: $0 - 1, to: $0) }
    let layout = layout(count, chain + (0..<200).map { (from: $0, to: count - 1) })
    #expect(layout.routes.last?.count == 4)
    #expect(layout.centers.allSatisfy { $0.x.isFinite && $0.y.isFinite })
  }

  @Test func nothingAndOne() {
    #expect(layout(0, []).centers.isEmpty)
    #expect(layout(1, []).routes.isEmpty)
  }
}
