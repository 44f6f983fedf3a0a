/// A plan as a picture shows it: what lies where in the arena, and while which steps run.
public struct ArenaMap: Hashable, Sendable {
  /// A step, in order of execution.
  public struct Step: Hashable, Sendable {
    public let title: String
    /// Bytes of the arena that hold something while it runs.
    public let liveBytes: Int
  }

  /// Bytes that are taken from one step to another. Regions of one tensor are several where its parts come into being,
  /// or go, one after the other. Two regions share bytes only while a step writes one over the other.
  public struct Region: Hashable, Sendable {
    /// The tensor's name; nil for a kernel's scratch memory.
    public let name: String?
    /// From the start of the arena, in bytes.
    public let offset: Int
    public let sizeInBytes: Int
    /// Positions in `steps`; -1 for what the caller fills before the first, their count for what stays after the last.
    public let firstStep: Int
    public let lastStep: Int
  }

  public let sizeInBytes: Int
  /// No order of these steps, and no placement, can need less.
  public let lowerBound: Int
  public let steps: [Step]
  public let regions: [Region]

  /// The first of the steps with the most live bytes; nil where there are none.
  public var peak: Int? {
    guard let most = steps.map(\.liveBytes).max() else { return nil }
    return steps.firstIndex { $0.liveBytes == most }
  }

  /// - Throws: `Diagnostic` E901 for a problem that contradicts itself.
  public init(_ problem: ArenaProblem, _ plan: ArenaPlan) throws {
    let model = try ArenaModel(problem)
    let layout = ArenaLayout(model, order: plan.order)
    sizeInBytes = plan.sizeInBytes
    lowerBound = plan.lowerBound
    steps = zip(plan.order, model.footprints(of: plan.order)).map { step, bytes in
      Step(title: problem.steps[step].name, liveBytes: bytes)
    }
    regions = layout.regions(of: plan)
  }
}

extension ArenaModel {
  /// For each segment the name that says most: that of the smallest buffer it is a part of.
  var namesOfSegments: [String] {
    var owners = [Int?](repeating: nil, count: segments.count)
    for buffer in problem.buffers.indices {
      for segment in segmentsOfBuffer[buffer] {
        let best = owners[segment].map { problem.buffers[$0].sizeInBytes } ?? .max
        if problem.buffers[buffer].sizeInBytes < best { owners[segment] = buffer }
      }
    }
    return owners.map { $0.map { problem.buffers[$0].name } ?? "" }
  }
}
