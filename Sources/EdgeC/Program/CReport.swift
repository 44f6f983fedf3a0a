import EdgeIR

/// What a program needs of the device. Sizes are in bytes and exact.
public struct CReport: Hashable, Sendable {
  /// One step of inference, in order of execution.
  public struct Step: Hashable, Sendable {
    /// The nodes of the user's model computed here.
    public let title: String
    /// Bytes of the arena that hold something while it runs.
    public let liveBytes: Int
    /// Names of what they hold.
    public let live: [String]
    /// Bytes of those that are scratch memory.
    public let scratchBytes: Int
    /// Multiply-accumulate operations; `Int.max` when beyond.
    public let multiplyAccumulates: Int
    /// What computes it; nil for copies and for graphs inside nodes.
    public let kernel: Kernel?
  }

  /// The way in which a node is computed.
  public struct Kernel: Hashable, Sendable {
    public let name: String
    /// An estimate of the instructions of one run; 0 where there was no choice.
    public let instructions: Int
    /// What its constants take in flash.
    public let constantBytes: Int
    /// Other ways, and what spoke against them.
    public let others: [String]
  }

  /// Something that takes part in the largest step.
  public struct Cause: Hashable, Sendable {
    public let name: String
    public let bytes: Int
  }

  public let arenaBytes: Int
  /// No order of these operators, and no placement, can need less.
  public let lowerBound: Int
  /// Constant data in flash; code comes on top.
  public let weightBytes: Int
  public let steps: [Step]
  /// One line: the peak, where it is, and what is proved about it.
  public let summary: String
  /// What is in memory at the peak, largest first.
  public let causes: [Cause]
  /// What lies where in the arena, step by step.
  public let map: ArenaMap
}

extension CReport.Kernel {
  init(_ node: CLoweredNode) {
    let chosen = node.candidate
    name = chosen.name
    instructions = chosen.instructions
    constantBytes = node.constantBytes(of: node.choice)
    let possible = node.kernels.candidates.indices.filter { $0 != node.choice }.map { index in
      let other = node.kernels.candidates[index]
      let constants = node.constantBytes(of: index)
      return "\(other.name): \(other.instructions) instructions, \(constants) B of constants, "
        + "\(node.scratchBytes(of: index)) B of scratch"
    }
    others = node.kernels.refused.map { "\($0.name): \($0.refusal.reason)" } + possible
  }
}

extension CReport {
  init(
    _ graph: Graph, _ nodes: [CLoweredNode], _ schedule: CSchedule, arenaBytes: Int, weightBytes: Int
  ) throws {
    let (problem, plan) = (schedule.problem, schedule.plan)
    let model = try ArenaModel(problem)
    let layout = ArenaLayout(model, order: plan.order)
    let footprints = model.footprints(of: plan.order)
    self.arenaBytes = arenaBytes
    lowerBound = plan.lowerBound
    self.weightBytes = weightBytes
    let kernels = Dictionary(uniqueKeysWithValues: zip(graph.nodes.map(\.id), nodes.map(Kernel.init)))
    steps = plan.order.enumerated().map { position, step in
      let live = layout.liveBuffers(at: position).map { problem.buffers[$0].name }
      return Step(
        title: problem.steps[step].name, liveBytes: footprints[position], live: live,
        scratchBytes: problem.steps[step].scratchBytes,
        multiplyAccumulates: schedule.steps[step].node.map { graph.multiplyAccumulates(of: graph[$0]) } ?? 0,
        kernel: schedule.steps[step].node.flatMap { kernels[$0] })
    }
    summary = plan.summary(problem)
    map = try ArenaMap(problem, plan)
    var causes = plan.peak.buffers.map {
      Cause(name: problem.buffers[$0].name, bytes: problem.buffers[$0].sizeInBytes)
    }
    if let scratch = plan.peak.step.map({ problem.steps[$0].scratchBytes }), scratch > 0 {
      causes.append(Cause(name: "scratch", bytes: scratch))
    }
    self.causes = causes.enumerated().sorted { ($1.element.bytes, $0.offset) < ($0.element.bytes, $1.offset) }
      .map(\.element)
  }
}
