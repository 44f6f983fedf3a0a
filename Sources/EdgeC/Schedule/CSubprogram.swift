import EdgeIR

/// A graph inside a node, lowered to a function. Its inputs are pointers that the caller passes; its arena is part
/// of the node's scratch memory.
struct CSubprogram: Sendable {
  let graph: Graph
  let schedule: CSchedule
}

/// How a node may be computed, and which way was taken, with the graphs inside it lowered.
struct CLoweredNode: Sendable {
  let kernels: KernelVariants
  /// Position in `kernels.candidates`.
  var choice = 0
  let subprograms: [CSubprogram]
  /// For each input its bytes of flash; 0 unless it is constant.
  let inputBytes: [Int]

  var candidate: KernelVariants.Candidate { kernels.candidates[choice] }
  var computation: CComputation { candidate.computation }

  /// What the node needs of the arena besides its inputs and outputs. Its subprograms run one at a time.
  var scratchBytes: Int {
    subprograms.map(\.schedule.plan.sizeInBytes).reduce(computation.scratchBytes, max)
  }
}

extension CLoweredNode {
  /// What the node needs of the arena besides its inputs and outputs, computed in the way at `index`.
  func scratchBytes(of index: Int) -> Int {
    var other = self
    other.choice = index
    return other.scratchBytes
  }

  /// What the constants of the way at `index` take in flash.
  func constantBytes(of index: Int) -> Int {
    var counted: Set<CArgument> = []
    return kernels.candidates[index].computation.calls.flatMap(\.arguments).reduce(0) { sum, argument in
      switch argument {
      case .constant(let constant):
        return counted.insert(argument).inserted ? sum + constant.tensor.type.sizeInBytes : sum
      case .input(let position, _):
        return counted.insert(.input(position)).inserted ? sum + inputBytes[position] : sum
      case .output, .integers, .scratch, .null, .int, .float, .double: return sum
      }
    }
  }
}
