internal import EdgeSupport

/// An `ArenaProblem` prepared for planning: names resolved to roots, roots cut into segments.
///
/// A segment is a maximal run of alignment blocks that the same names cover, so its bytes are born together and
/// die together. The segments of one root keep their distance: a concatenation is one root whose segments are
/// born one after the other, a split one whose segments die one after the other.
struct ArenaModel: Sendable {
  struct Segment: Sendable {
    var root: Int
    /// From the start of the root, a multiple of the alignment, as is the size.
    var offset: Int
    var size: Int
    /// Steps that write it. More than one only where an alignment block holds parts of several names.
    var producers: [Int] = []
    /// Steps that read or write it, ascending, each once.
    var users: [Int] = []
    var isInput = false
    var isOutput = false
  }

  /// Leave for a segment born at a step to lie over one that dies at it, in terms of the distance
  /// `base(root of born) - base(root of dying)`.
  struct Overlay: Hashable, Sendable {
    var dying: Int
    var born: Int
    /// The one distance at which they may share bytes, whatever the direction; the limits are nil then.
    var samePlace: Int?
    /// Looping upwards is right at any distance up to this one; nil if at none.
    var forwardLimit: Int?
    /// Looping downwards is right at any distance from this one on; nil if at none.
    var backwardLimit: Int?
    /// The most bytes the two can share, looping upwards and downwards.
    var sharedForward = 0
    var sharedBackward = 0
  }

  let problem: ArenaProblem
  /// For each buffer the buffer at the end of its chain of views, and its distance from there.
  let rootOfBuffer: [Int]
  let offsetInRoot: [Int]
  private(set) var segments: [Segment] = []
  private(set) var segmentsOfBuffer: [[Int]]
  /// For each step, the segments it writes and those it reads or writes.
  private(set) var written: [[Int]] = []
  private(set) var touched: [[Int]] = []
  private(set) var overlays: [[Overlay]] = []
  let predecessors: [[Int]]
  let successors: [[Int]]
  /// The steps as given, put into an order in which they can run.
  let givenOrder: [Int]

  var stepCount: Int { problem.steps.count }

  /// - Throws: `Diagnostic` E901 for a problem that contradicts itself, E107 for one beyond 2^40 bytes.
  init(_ problem: ArenaProblem) throws {
    try problem.validate()
    let resolved = try problem.resolveViews()
    let dependencies = try problem.dependencies(resolved)
    self.problem = problem
    rootOfBuffer = resolved.roots
    offsetInRoot = resolved.offsets
    predecessors = dependencies.predecessors
    successors = dependencies.successors
    givenOrder = dependencies.order
    segmentsOfBuffer = Array(repeating: [], count: problem.buffers.count)
    cutIntoSegments()
    connectSteps()
    overlays = problem.steps.indices.map { findOverlays(of: $0) }
  }

  func roundUp(_ distance: Int) -> Int { -roundDown(-distance) }

  /// To the next multiple of the alignment that is not above, for negative distances too.
  private func roundDown(_ distance: Int) -> Int {
    let rest = distance % problem.alignment
    return distance - rest - (rest < 0 ? problem.alignment : 0)
  }

  func scratch(of step: Int) -> Int { roundUp(problem.steps[step].scratchBytes) }

  private mutating func cutIntoSegments() {
    var namesOfRoot: [[Int]] = Array(repeating: [], count: problem.buffers.count)
    for buffer in problem.buffers.indices where problem.buffers[buffer].sizeInBytes > 0 {
      namesOfRoot[rootOfBuffer[buffer]].append(buffer)
    }
    for (root, names) in namesOfRoot.enumerated() where !names.isEmpty {
      let extents = names.map { blocks(of: $0) }
      let cuts = Set(extents.flatMap { [$0.lowerBound, $0.upperBound] }).sorted()
      for (low, high) in zip(cuts, cuts.dropFirst()) {
        for (name, extent) in zip(names, extents) where extent.contains(low) {
          segmentsOfBuffer[name].append(segments.count)
        }
        segments.append(Segment(root: root, offset: low, size: high - low))
      }
    }
  }

  /// The alignment blocks that hold a buffer, as offsets from the start of its root.
  private func blocks(of buffer: Int) -> Range<Int> {
    let start = offsetInRoot[buffer]
    return roundDown(start)..<roundUp(start + problem.buffers[buffer].sizeInBytes)
  }

  private mutating func connectSteps() {
    for (index, step) in problem.steps.enumerated() {
      let writes = Set(step.outputs.flatMap { segmentsOfBuffer[$0] }).sorted()
      let touches = Set(step.inputs.flatMap { segmentsOfBuffer[$0] }).union(writes).sorted()
      for segment in writes { segments[segment].producers.append(index) }
      for segment in touches { segments[segment].users.append(index) }
      written.append(writes)
      touched.append(touches)
    }
    for segment in problem.inputs.flatMap({ segmentsOfBuffer[$0] }) { segments[segment].isInput = true }
    for segment in problem.outputs.flatMap({ segmentsOfBuffer[$0] }) { segments[segment].isOutput = true }
  }

  private func findOverlays(of index: Int) -> [Overlay] {
    let step = problem.steps[index]
    if step.overlaps.isEmpty { return [] }
    var found: [Overlay] = []
    for dying in touched[index] where !segments[dying].isOutput {
      let readers = step.inputs.indices.filter { segmentsOfBuffer[step.inputs[$0]].contains(dying) }
      if readers.isEmpty || written[index].contains(dying) { continue }
      for born in written[index] where segments[born].producers == [index] && !segments[born].isInput {
        let writers = step.outputs.indices.filter { segmentsOfBuffer[step.outputs[$0]].contains(born) }
        if segments[dying].root == segments[born].root { continue }
        if let overlay = overlay(dying, born, of: step, readers: readers, writers: writers) {
          found.append(overlay)
        }
      }
    }
    return found
  }

  /// The strictest of what the step's overlaps say about two segments; nil if they may not share a byte.
  private func overlay(
    _ dying: Int, _ born: Int, of step: ArenaProblem.Step, readers: [Int], writers: [Int]
  ) -> Overlay? {
    var (samePlaces, forward, backward) = (Set<Int>(), Int.max as Int?, Int.min as Int?)
    for reader in readers {
      for writer in writers {
        let rules = step.overlaps.filter { $0.input == reader && $0.output == writer }.map(\.rule)
        if rules.isEmpty { return nil }
        let shift = offsetInRoot[step.inputs[reader]] - offsetInRoot[step.outputs[writer]]
        for rule in rules {
          switch rule {
          case .samePlace:
            samePlaces.insert(shift)
          case .distance(let up, let down):
            forward = strictest(forward, up.map { shift - max(0, $0) }, min)
            backward = strictest(backward, down.map { shift + max(0, $0) }, max)
          }
        }
      }
    }
    var result = Overlay(dying: dying, born: born)
    let (x, y) = (segments[dying], segments[born])
    if let place = samePlaces.first {
      guard samePlaces.count == 1, place <= forward ?? Int.min, place >= backward ?? Int.max else {
        return nil
      }
      result.samePlace = place
      result.sharedForward = roundUp(place) == place ? sharedBytes(x, y, at: place) : 0
      result.sharedBackward = result.sharedForward
    } else {
      (result.forwardLimit, result.backwardLimit) = (forward, backward)
      let aligned = [x.offset - y.offset, x.offset + x.size - y.offset - y.size]
      if let forward {
        result.sharedForward = sharedBytes(x, y, at: min(roundDown(forward), max(aligned[0], aligned[1])))
      }
      if let backward {
        result.sharedBackward = sharedBytes(x, y, at: max(roundUp(backward), min(aligned[0], aligned[1])))
      }
    }
    return result.sharedForward > 0 || result.sharedBackward > 0 ? result : nil
  }

  private func strictest(_ a: Int?, _ b: Int?, _ pick: (Int, Int) -> Int) -> Int? {
    guard let a, let b else { return nil }
    return pick(a, b)
  }

  private func sharedBytes(_ x: Segment, _ y: Segment, at distance: Int) -> Int {
    max(0, min(x.offset + x.size, distance + y.offset + y.size) - max(x.offset, distance + y.offset))
  }
}
