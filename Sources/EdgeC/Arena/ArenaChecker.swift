internal import EdgeSupport

/// Replays a plan and proves that every byte is intact when it is read. It shares no code with the planner, so
/// that a mistake there cannot hide here.
public enum ArenaChecker {
  /// - Throws: `Diagnostic` E901 naming the first step whose data would be destroyed.
  public static func check(_ plan: ArenaPlan, _ problem: ArenaProblem) throws {
    let replay = try Replay(plan, problem)
    try replay.run()
  }
}

/// The arena as elementary ranges (nothing begins or ends inside one), each tagged with the root it holds.
private final class Replay {
  private let plan: ArenaPlan
  private let problem: ArenaProblem
  private var roots: [Int]
  private var boundaries: [Int] = []
  private var owners: [Int?] = []

  init(_ plan: ArenaPlan, _ problem: ArenaProblem) throws {
    self.plan = plan
    self.problem = problem
    roots = Array(problem.buffers.indices)
    guard plan.offsets.count == problem.buffers.count, plan.scratchOffsets.count == problem.steps.count,
      plan.loopDirections.count == problem.steps.count, plan.order.sorted() == Array(problem.steps.indices)
    else { throw broken("it does not cover the problem") }
    guard plan.lowerBound <= plan.sizeInBytes else { throw broken("it is smaller than its lower bound") }
    let used = Set(problem.inputs + problem.outputs + problem.steps.flatMap { $0.inputs + $0.outputs })
      .filter { problem.buffers[$0].sizeInBytes > 0 }
    try resolveViews(used)
    let scratches = problem.steps.indices.filter { problem.steps[$0].scratchBytes > 0 }
    for step in scratches where plan.scratchOffsets[step].map({ $0 % problem.alignment != 0 }) ?? true {
      throw broken("the scratch of \(problem.steps[step].name) has no aligned place")
    }
    let ranges = used.map { range(of: $0) } + scratches.map { scratchRange(of: $0) }
    for range in ranges where range.lowerBound < 0 || range.upperBound > plan.sizeInBytes {
      throw broken("something lies outside the arena")
    }
    boundaries = Set(ranges.flatMap { [$0.lowerBound, $0.upperBound] }).sorted()
    owners = Array(repeating: nil, count: boundaries.count)
  }

  /// All names of one root agree on where it starts, which is at a multiple of the alignment.
  private func resolveViews(_ used: Set<Int>) throws {
    let views = Dictionary(problem.views.map { ($0.buffer, $0) }, uniquingKeysWith: { first, _ in first })
    var starts: [Int: Int] = [:]
    for buffer in used.sorted() {
      var start = plan.offsets[buffer]
      while let view = views[roots[buffer]] {
        roots[buffer] = view.root
        start -= view.offset
      }
      guard start % problem.alignment == 0, starts[roots[buffer]] ?? start == start else {
        throw broken("\(problem.buffers[buffer].name) is not where its alignment or its root wants it")
      }
      starts[roots[buffer]] = start
    }
  }

  func run() throws {
    for input in problem.inputs { claim(range(of: input), for: roots[input]) }
    for input in problem.inputs { try require(input, "before the first step") }
    for step in plan.order { try run(step) }
    for output in problem.outputs { try require(output, "after the last step") }
  }

  private func run(_ index: Int) throws {
    let step = problem.steps[index]
    for input in step.inputs { try require(input, "when \(step.name) reads it") }
    let scratch = scratchRange(of: index)
    for buffer in step.inputs + step.outputs where range(of: buffer).overlaps(scratch) {
      throw broken("the scratch of \(step.name) meets \(problem.buffers[buffer].name)")
    }
    claim(scratch, for: nil)
    for (position, output) in step.outputs.enumerated() {
      for (place, input) in step.inputs.enumerated() {
        try checkOverlap(of: index, input: place, output: position)
        if roots[input] == roots[output], range(of: input).overlaps(range(of: output)) {
          throw broken("\(step.name) writes what it reads")
        }
      }
      for other in step.outputs[..<position] where range(of: other).overlaps(range(of: output)) {
        throw broken("two outputs of \(step.name) meet")
      }
      claim(range(of: output), for: roots[output])
    }
  }

  /// An output over an input is right only in the direction in which the step loops, and only at the distance
  /// stated for that direction.
  private func checkOverlap(of index: Int, input: Int, output: Int) throws {
    let step = problem.steps[index]
    let (x, y) = (step.inputs[input], step.outputs[output])
    guard range(of: x).overlaps(range(of: y)) else { return }
    let rules = step.overlaps.filter { $0.input == input && $0.output == output }
    let legal = rules.allSatisfy { rule in
      switch rule.rule {
      case .samePlace:
        return plan.offsets[y] == plan.offsets[x]
      case .distance(let forward, _) where plan.loopDirections[index] > 0:
        return forward.map { plan.offsets[y] <= plan.offsets[x] - max(0, $0) } ?? false
      case .distance(_, let backward):
        return backward.map { plan.offsets[y] >= plan.offsets[x] + max(0, $0) } ?? false
      }
    }
    guard legal, !rules.isEmpty else {
      throw broken("\(step.name) overwrites \(problem.buffers[x].name) before it has read it")
    }
  }

  private func require(_ buffer: Int, _ moment: String) throws {
    let wanted = range(of: buffer)
    for (place, start) in boundaries.enumerated()
    where wanted.contains(start) && owners[place] != roots[buffer] {
      throw broken("\(problem.buffers[buffer].name) is not intact \(moment)")
    }
  }

  private func claim(_ range: Range<Int>, for root: Int?) {
    for (place, start) in boundaries.enumerated() where range.contains(start) { owners[place] = root }
  }

  private func range(of buffer: Int) -> Range<Int> {
    plan.offsets[buffer]..<plan.offsets[buffer] + problem.buffers[buffer].sizeInBytes
  }

  private func scratchRange(of step: Int) -> Range<Int> {
    let start = plan.scratchOffsets[step] ?? 0
    return start..<start + problem.steps[step].scratchBytes
  }

  private func broken(_ fact: String) -> Diagnostic {
    .error(.internalInvariant, "an arena plan that would compute wrong numbers: \(fact)")
  }
}
