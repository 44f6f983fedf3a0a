import EdgeIR

/// A graph inside a node, lowered to a function. Its inputs are pointers that the caller passes; its arena is part
/// of the node's scratch memory.
struct CSubprogram: Sendable {
  let graph: Graph
  let schedule: CSchedule
}

/// How a node is computed, with the graphs inside it lowered.
struct CLoweredNode: Sendable {
  let computation: CComputation
  let subprograms: [CSubprogram]

  /// What the node needs of the arena besides its inputs and outputs. Its subprograms run one at a time.
  var scratchBytes: Int {
    subprograms.map(\.schedule.plan.sizeInBytes).reduce(computation.scratchBytes, max)
  }
}
