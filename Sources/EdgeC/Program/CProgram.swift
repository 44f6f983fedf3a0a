internal import CSource
public import EdgeIR

/// A C program that computes a graph: everything decided, nothing printed yet.
public struct CProgram: Sendable {
  /// A graph input or output and where its memory is.
  public struct Port: Hashable, Sendable {
    /// The name in the model.
    public let name: String
    public let type: TensorType
    /// From the start of the arena.
    public let offset: Int
    /// Of an output: axes of which only a leading part holds data, and the output that counts it.
    public var extents: [OutputExtent] = []
  }

  /// One step of inference: pointers that come into use, then kernel calls.
  struct Step: Sendable {
    var comment: String
    var statements: [CStatement]
  }

  /// The prefix of every name, a C identifier.
  public let name: String
  public let inputs: [Port]
  public let outputs: [Port]
  public let report: CReport
  let options: COptions
  let constants: [CArray]
  /// The elements of each constant.
  let constantTensors: [Tensor]
  /// What graphs inside nodes have become; each after those it calls.
  let functions: [CFunction]
  let steps: [Step]
  /// Kernel headers that the calls need.
  let families: Set<String>

  /// The caller aligns the arena to this.
  public static let alignment = CScheduleBuilder.alignment

  init(graph: Graph, nodes: [CLoweredNode], schedule: CSchedule, options: COptions) throws {
    let name = Self.prefix(from: options.name)
    let ports = (0..<max(graph.inputs.count, graph.outputs.count)).flatMap { index in
      ["\(name)_input_\(index)", "\(name)_output_\(index)"]
    }
    let locals = ["base", "iteration", "condition", "limit"]
    var writer = StepWriter(
      graph, schedule, prefix: name, ProgramParts(reserved: ports + ["\(name)_run"] + locals))
    steps = try schedule.plan.order.map { try writer.step($0) }
    self.name = name
    self.options = options
    constants = writer.parts.constants.arrays
    constantTensors = writer.parts.constants.tensors
    families = writer.parts.families
    functions = writer.parts.functions
    let offsets = schedule.plan.offsets
    inputs = zip(graph.inputs, schedule.inputs).map { value, buffer in
      Port(name: graph[value].name, type: graph[value].type, offset: offsets[buffer])
    }
    outputs = zip(graph.outputs, schedule.outputs).enumerated().map { index, pair in
      Port(
        name: pair.0.name, type: graph[pair.0.value].type, offset: offsets[pair.1],
        extents: graph.extents.filter { $0.output == index })
    }
    report = try CReport(
      graph, nodes, schedule, arenaBytes: max(schedule.plan.sizeInBytes, Self.alignment),
      weightBytes: writer.parts.constants.sizeInBytes)
  }

  /// A C identifier that clashes with no name of the kernels.
  static func prefix(from name: String) -> String {
    var identifiers = CIdentifiers()
    let identifier = identifiers.cIdentifier(from: name)
    return identifier.lowercased().hasPrefix("edgec") ? "model_\(identifier)" : identifier
  }
}
