import EdgeSupport

/// Gives every item of a layout the lowest offset that its conflicts with the items placed before it leave free;
/// what there is to search is the sequence in which items are placed.
struct ArenaPlacer {
  struct Placement {
    /// One for each item of the layout.
    var bases: [Int]
    var sizeInBytes: Int
    fileprivate var sequence: [Int]
  }

  private let layout: ArenaLayout
  private let alignment: Int
  /// The size that no placement can beat: reaching it ends the search.
  private let target: Int

  /// - Parameter effort: roughly how many conflicts may be looked at.
  static func run(_ model: ArenaModel, order: [Int], target: Int, effort: Int) -> (ArenaLayout, Placement) {
    var layout = ArenaLayout(model, order: order)
    let alignment = model.problem.alignment
    var best = ArenaPlacer(layout: layout, alignment: alignment, target: target).trySortedSequences()
    for choice in directionChoices(of: layout) {
      if best.sizeInBytes <= target { break }
      var other = layout
      other.setDirections(choice)
      let placement = ArenaPlacer(layout: other, alignment: alignment, target: target).trySortedSequences()
      if placement.sizeInBytes < best.sizeInBytes { (layout, best) = (other, placement) }
    }
    if best.sizeInBytes > target {
      let placer = ArenaPlacer(layout: layout, alignment: alignment, target: target)
      best = placer.climb(from: best, effort: effort)
    }
    return (layout, best)
  }

  /// The loop directions worth trying where overlays compete: all one way, all the other, and single changes.
  private static func directionChoices(of layout: ArenaLayout) -> [[Int: ArenaLayout.Direction]] {
    let steps = layout.contested.keys.sorted()
    if steps.isEmpty { return [] }
    let uniform = [ArenaLayout.Direction.upwards, .downwards].map { direction in
      Dictionary(uniqueKeysWithValues: steps.map { ($0, direction) })
    }
    let flips = steps.prefix(16).map { step -> [Int: ArenaLayout.Direction] in
      [step: layout.contested[step] == .upwards ? .downwards : .upwards]
    }
    return uniform + (steps.count > 1 ? flips : [])
  }

  private func trySortedSequences() -> Placement {
    let items = layout.items
    let weights = items.map { item in item.conflicts.reduce(0) { $0 + items[$1.other].size } }
    let keys: [(Int) -> (Int, Int)] = [
      { (-items[$0].size, items[$0].birth) },
      { (-items[$0].size * (items[$0].death - items[$0].birth + 1), items[$0].birth) },
      { (items[$0].birth - items[$0].death, -items[$0].size) },
      { (items[$0].birth, -items[$0].size) },
      { (-items[$0].death, -items[$0].size) },
      { (-weights[$0], -items[$0].size) },
    ]
    var best: Placement?
    for key in keys {
      let ranked = items.indices.map { (key: key($0), item: $0) }
        .sorted { ($0.key.0, $0.key.1, $0.item) < ($1.key.0, $1.key.1, $1.item) }
      let placement = place(ranked.map(\.item))
      if placement.sizeInBytes < best?.sizeInBytes ?? Int.max { best = placement }
      if placement.sizeInBytes <= target { break }
    }
    return best ?? place([])
  }

  private func place(_ sequence: [Int]) -> Placement {
    place(sequence, from: 0, Array(repeating: -1, count: layout.items.count))
  }

  /// - Parameter bases: those of the items before `start` in the sequence are kept.
  private func place(_ sequence: [Int], from start: Int, _ bases: [Int]) -> Placement {
    var bases = bases
    for item in sequence[start...] { bases[item] = -1 }
    for item in sequence[start...] { bases[item] = lowestBase(of: item, bases) }
    let size = layout.items.indices.reduce(0) { max($0, bases[$1] + layout.items[$1].size) }
    return Placement(bases: bases, sizeInBytes: size, sequence: sequence)
  }

  /// - Parameter bases: negative for items not yet placed.
  private func lowestBase(of item: Int, _ bases: [Int]) -> Int {
    var base = 0
    var isFree = false
    while !isFree {
      isFree = true
      for conflict in layout.items[item].conflicts {
        let other = bases[conflict.other]
        if other < 0 || base <= other + conflict.low || base >= other + conflict.high { continue }
        base = (other + conflict.high + alignment - 1) / alignment * alignment
        isFree = false
      }
    }
    return base
  }

  /// Moves items that stand in the way to an earlier place in the sequence, and keeps what helps or, early on,
  /// what hardly hurts.
  private func climb(from start: Placement, effort: Int) -> Placement {
    // A fixed seed: the same problem always gets the same plan.
    var random = SplitMix64(seed: 0x9E37_79B9_7F4A_7C15)
    let conflictCount = layout.items.reduce(layout.items.count) { $0 + $1.conflicts.count }
    let rounds = min(40 * layout.items.count, effort / max(1, conflictCount))
    var current = start
    var best = start
    for round in 0..<rounds where best.sizeInBytes > target {
      let top = current.sequence.first {
        current.bases[$0] + layout.items[$0].size == current.sizeInBytes
      }
      guard let top else { break }
      let moved = random.below(10) < 6 ? top : bystander(of: top, &random)
      guard let from = current.sequence.firstIndex(of: moved), from > 0 else { continue }
      var sequence = current.sequence
      sequence.remove(at: from)
      let place = random.below(from)
      sequence.insert(moved, at: place)
      let candidate = self.place(sequence, from: place, current.bases)
      let tolerance = current.sizeInBytes / 32 * (rounds - round) / rounds
      if candidate.sizeInBytes <= current.sizeInBytes + tolerance { current = candidate }
      if candidate.sizeInBytes < best.sizeInBytes { best = candidate }
    }
    return best
  }

  /// An item that conflicts with `top`, or any.
  private func bystander(of top: Int, _ random: inout SplitMix64) -> Int {
    let conflicts = layout.items[top].conflicts
    if conflicts.isEmpty || random.below(2) == 0 { return random.below(layout.items.count) }
    return conflicts[random.below(conflicts.count)].other
  }
}
