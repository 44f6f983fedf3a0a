/// For one order of the steps: what may not share bytes with what.
///
/// What gets placed are items: roots (with all their views, one rigid shape) and the scratch of single steps.
struct ArenaLayout {
  enum Direction {
    case upwards, downwards
    /// The step's only overlay may be used either way; the distance decides.
    case either
  }

  /// `base(item) - base(other)` must not lie strictly between `low` and `high`.
  struct Conflict {
    var other: Int
    var low: Int
    var high: Int
  }

  struct Item {
    var size: Int
    var birth: Int
    var death: Int
    var conflicts: [Conflict] = []
  }

  /// Part of an item that is alive from one position of the order to another, both included.
  private struct Block {
    var item: Int
    var offset: Int
    var size: Int
    var birth: Int
    var death: Int
    var segment: Int?
  }

  let model: ArenaModel
  let order: [Int]
  private(set) var items: [Item] = []
  /// Nil for views and empty buffers.
  private(set) var itemOfBuffer: [Int?]
  private(set) var itemOfScratch: [Int?]
  /// Overlays whose dying segment dies there in this order.
  let activeOverlays: [[ArenaModel.Overlay]]
  /// Steps where several overlays compete for one loop direction, and the direction that can share more.
  let contested: [Int: Direction]

  init(_ model: ArenaModel, order: [Int]) {
    self.model = model
    self.order = order
    var position = Array(repeating: 0, count: model.stepCount)
    for (place, step) in order.enumerated() { position[step] = place }
    let death = model.segments.map { segment in
      segment.isOutput ? order.count : segment.users.reduce(-1) { max($0, position[$1]) }
    }
    activeOverlays = model.overlays.indices.map { step in
      model.overlays[step].filter { death[$0.dying] == position[step] }
    }
    contested = Self.contestedSteps(model, activeOverlays)
    itemOfBuffer = Array(repeating: nil, count: model.problem.buffers.count)
    itemOfScratch = Array(repeating: nil, count: model.stepCount)
    blocks = []
    for (index, segment) in model.segments.enumerated() {
      let birth = segment.isInput ? -1 : segment.producers.reduce(order.count) { min($0, position[$1]) }
      if birth > death[index] { continue }  // padding between two views
      addBlock(of: segment, index, birth: birth, death: death[index])
    }
    for step in order where model.scratch(of: step) > 0 {
      itemOfScratch[step] = items.count
      let (size, place) = (model.scratch(of: step), position[step])
      blocks.append(Block(item: items.count, offset: 0, size: size, birth: place, death: place, segment: nil))
      items.append(Item(size: size, birth: place, death: place))
    }
    blocks.sort { ($0.birth, $0.item, $0.offset) < ($1.birth, $1.item, $1.offset) }
    setDirections([:])
  }

  private var blocks: [Block]

  private mutating func addBlock(of segment: ArenaModel.Segment, _ index: Int, birth: Int, death: Int) {
    let item = itemOfBuffer[segment.root] ?? items.count
    if item == items.count {
      itemOfBuffer[segment.root] = item
      items.append(Item(size: 0, birth: birth, death: death))
    }
    items[item].size = max(items[item].size, segment.offset + segment.size)
    items[item].birth = min(items[item].birth, birth)
    items[item].death = max(items[item].death, death)
    blocks.append(
      Block(
        item: item, offset: segment.offset, size: segment.size, birth: birth, death: death, segment: index))
  }

  /// The roots of which some byte is live at a position of the order: -1 is before the first step, the number of
  /// steps after the last.
  func liveBuffers(at position: Int) -> [Int] {
    let items = Set(blocks.filter { $0.birth <= position && position <= $0.death }.map(\.item))
    return itemOfBuffer.indices.filter { buffer in itemOfBuffer[buffer].map { items.contains($0) } ?? false }
  }

  /// Everything that is placed, as a plan for this order places it.
  func regions(of plan: ArenaPlan) -> [ArenaMap.Region] {
    var bases = Array(repeating: 0, count: items.count)
    for (buffer, item) in itemOfBuffer.enumerated() {
      if let item { bases[item] = plan.offsets[buffer] }
    }
    for (step, item) in itemOfScratch.enumerated() {
      if let item { bases[item] = plan.scratchOffsets[step] ?? 0 }
    }
    let names = model.namesOfSegments
    return blocks.map { block in
      ArenaMap.Region(
        name: block.segment.map { names[$0] }, offset: bases[block.item] + block.offset,
        sizeInBytes: block.size, firstStep: block.birth, lastStep: block.death)
    }
  }

  private static func contestedSteps(
    _ model: ArenaModel, _ overlays: [[ArenaModel.Overlay]]
  ) -> [Int: Direction] {
    var result: [Int: Direction] = [:]
    for (step, all) in overlays.enumerated() {
      let active = all.filter { $0.samePlace == nil }
      let distinct = active.contains {
        model.segments[$0.dying].root != model.segments[active[0].dying].root
          || model.segments[$0.born].root != model.segments[active[0].born].root
          || $0.forwardLimit != active[0].forwardLimit || $0.backwardLimit != active[0].backwardLimit
      }
      if !distinct { continue }
      let (up, down) = active.reduce((0, 0)) { ($0.0 + $1.sharedForward, $0.1 + $1.sharedBackward) }
      result[step] = up >= down ? .upwards : .downwards
    }
    return result
  }

  /// Recomputes the conflicts with other directions for some contested steps.
  mutating func setDirections(_ choice: [Int: Direction]) {
    for item in items.indices { items[item].conflicts = [] }
    var alive: [Block] = []
    for block in blocks {
      alive.removeAll { $0.death < block.birth }
      for other in alive where other.item != block.item {
        addConflict(between: other, and: block, choice)
      }
      alive.append(block)
    }
  }

  private mutating func addConflict(between a: Block, and b: Block, _ choice: [Int: Direction]) {
    // Both in terms of base(b) - base(a).
    var low = a.offset - b.offset - b.size
    var high = a.offset + a.size - b.offset
    if a.death == b.birth, a.death >= 0, a.death < order.count {
      let step = order[a.death]
      if let overlay = activeOverlays[step].first(where: { $0.dying == a.segment && $0.born == b.segment }) {
        if let place = overlay.samePlace {
          forbid(a, b, low, min(place, high))
          low = max(place, low)
        }
        let direction = choice[step] ?? contested[step] ?? .either
        if direction != .downwards, let limit = overlay.forwardLimit { low = max(low, limit) }
        if direction != .upwards, let limit = overlay.backwardLimit { high = min(high, limit) }
      }
    }
    forbid(a, b, low, high)
  }

  private mutating func forbid(_ a: Block, _ b: Block, _ low: Int, _ high: Int) {
    if high - low < 2 { return }
    items[b.item].conflicts.append(Conflict(other: a.item, low: low, high: high))
    items[a.item].conflicts.append(Conflict(other: b.item, low: -high, high: -low))
  }
}
