import EdgeIR
import EdgeSupport

/// A graph's computations, the arena problem they pose, and its solution.
struct CSchedule: Sendable {
  /// Kernel calls that run together, and what the calls' positions stand for.
  struct Step: Sendable {
    /// The node computed; nil for the driver's own copies to graph outputs.
    var node: NodeID?
    var calls: [CCall]
    /// What runs after the calls, and the graphs it runs.
    var control: CControl?
    var subprograms: [CSubprogram] = []
    /// What `CArgument.input` and `CArgument.output` refer to; nil for absent optional inputs.
    var inputs: [Operand?]
    var outputs: [Int]

    /// Everything that the step reads or writes.
    var arguments: [CArgument] { calls.flatMap(\.arguments) + (control?.arguments ?? []) }
  }

  enum Operand: Sendable {
    /// A buffer of the problem.
    case buffer(Int)
    /// An input of the graph that the caller passes a pointer to: memory outside of the arena, which is only read.
    case passed(Int)
    case constant(ValueID)
  }

  /// In the problem's order; the plan says in which they run.
  let steps: [Step]
  let problem: ArenaProblem
  let plan: ArenaPlan
  /// Buffers of the graph's inputs and outputs, in order; none for inputs that are passed.
  let inputs: [Int]
  let outputs: [Int]
  let types: [TensorType]

  /// The schedule with the smallest arena among those with and without memory shared by parts and wholes:
  /// sharing saves copies, but the memory of a whole is then taken from its first part to its last use.
  static func smallest(
    _ graph: Graph, _ nodes: [CLoweredNode], for target: CTarget, inputsArePassed: Bool = false
  ) throws -> CSchedule {
    var best: CSchedule?
    for sharing in CScheduleBuilder.Sharing.choices {
      var builder = CScheduleBuilder(
        graph, sharing, tensorAlignment: target.tensorAlignment, inputsArePassed: inputsArePassed)
      try builder.add(nodes)
      // A choice that nothing was there to take or to leave repeats one already tried.
      guard best == nil || builder.refusedByChoice else { continue }
      let candidate = try builder.schedule()
      if best.map({ candidate.plan.sizeInBytes < $0.plan.sizeInBytes }) ?? true { best = candidate }
    }
    guard let best else { throw Diagnostic.error(.internalInvariant, "no way to share memory was tried") }
    try ArenaChecker.check(best.plan, best.problem)
    return best
  }
}
