/// Which steps have run, and how many bytes are live between two steps.
struct ArenaExecution {
  private(set) var executed: BitSet
  private(set) var executedCount = 0
  /// Steps that can run next, ascending.
  private(set) var ready: [Int]
  /// Bytes that are written and still needed.
  private(set) var live: Int
  private var pendingPredecessors: [Int]
  private var pendingUsers: [Int]
  private var isBorn: [Bool]

  /// Before the first step: the inputs that some step reads, or that are outputs, are live.
  init(_ model: ArenaModel) {
    executed = BitSet(capacity: model.stepCount)
    pendingPredecessors = model.predecessors.map(\.count)
    pendingUsers = model.segments.map(\.users.count)
    isBorn = model.segments.map(\.isInput)
    ready = pendingPredecessors.indices.filter { model.predecessors[$0].isEmpty }
    live = 0
    for segment in model.segments where segment.isInput && (segment.isOutput || !segment.users.isEmpty) {
      live += segment.size
    }
  }

  /// The bytes in use while `step` runs, and those live after it.
  func effect(of step: Int, in model: ArenaModel) -> (peak: Int, live: Int) {
    var born = 0
    for segment in model.written[step] where !isBorn[segment] { born += model.segments[segment].size }
    var freed = 0
    for segment in model.touched[step] where pendingUsers[segment] == 1 && !model.segments[segment].isOutput {
      freed += model.segments[segment].size
    }
    let shared = model.sharedBytes(at: step) { pendingUsers[$0] == 1 }
    return (live + born - shared + model.scratch(of: step), live + born - freed)
  }

  /// Runs a ready step.
  mutating func execute(_ step: Int, in model: ArenaModel) {
    live = effect(of: step, in: model).live
    executed.insert(step)
    executedCount += 1
    for segment in model.written[step] { isBorn[segment] = true }
    for segment in model.touched[step] { pendingUsers[segment] -= 1 }
    ready.removeAll { $0 == step }
    for successor in model.successors[step] {
      pendingPredecessors[successor] -= 1
      if pendingPredecessors[successor] == 0 {
        ready.insert(successor, at: ready.firstIndex { $0 > successor } ?? ready.endIndex)
      }
    }
  }

  func isReady(_ step: Int) -> Bool {
    pendingPredecessors[step] == 0 && !executed.contains(step)
  }
}

extension ArenaModel {
  /// The most bytes that what a step writes can share with what dies at it, looping in one direction.
  func sharedBytes(at step: Int, isDying: (Int) -> Bool) -> Int {
    let active = overlays[step].filter { isDying($0.dying) }
    if active.isEmpty { return 0 }
    return max(sharedBytes(active, \.sharedForward), sharedBytes(active, \.sharedBackward))
  }

  /// No byte counts twice: a segment shares at most its own size, on either side.
  private func sharedBytes(_ active: [Overlay], _ shared: KeyPath<Overlay, Int>) -> Int {
    if active.count == 1 { return active[0][keyPath: shared] }
    func total(_ side: KeyPath<Overlay, Int>) -> Int {
      var sum = 0
      for (index, overlay) in active.enumerated() {
        let segment = overlay[keyPath: side]
        if active[..<index].contains(where: { $0[keyPath: side] == segment }) { continue }
        let all = active[index...].reduce(0) { $0 + ($1[keyPath: side] == segment ? $1[keyPath: shared] : 0) }
        sum += min(all, segments[segment].size)
      }
      return sum
    }
    return min(total(\.born), total(\.dying))
  }

  /// Bytes that the caller's inputs need together, and the outputs after the last step.
  var boundaryBytes: (inputs: Int, outputs: Int) {
    segments.reduce((0, 0)) { ($0.0 + ($1.isInput ? $1.size : 0), $0.1 + ($1.isOutput ? $1.size : 0)) }
  }

  /// What some step or boundary needs whatever the order.
  var floor: Int {
    var result = max(boundaryBytes.inputs, boundaryBytes.outputs)
    for step in 0..<stepCount {
      let shared = sharedBytes(at: step) { !segments[$0].isOutput }
      let own = touched[step].reduce(0) { $0 + segments[$1].size }
      result = max(result, own - shared + scratch(of: step))
    }
    return result
  }

  /// The bytes in use during each step of an order.
  func footprints(of order: [Int]) -> [Int] {
    var execution = ArenaExecution(self)
    return order.map { step in
      let peak = execution.effect(of: step, in: self).peak
      execution.execute(step, in: self)
      return peak
    }
  }

  /// The least that an order can need, given perfect placement.
  func peak(of order: [Int]) -> Int {
    footprints(of: order).reduce(max(boundaryBytes.inputs, boundaryBytes.outputs), max)
  }
}
