import CSource
import EdgeIR
import EdgeSupport

/// Turns the steps of a schedule into C statements, collecting the constants and kernels they use.
struct StepWriter {
  let graph: Graph
  let schedule: CSchedule
  let prefix: String
  /// What the whole program shares.
  var parts: ProgramParts
  /// The variable that points to each buffer used so far.
  private var variables: [Int: String] = [:]
  /// Parameters that point to the inputs that are passed, as far as they have been used.
  private(set) var parameters: [Int: String] = [:]
  /// Whether the arena has been used.
  private(set) var usesBase = false

  /// The start of the arena, in bytes.
  static let base = CExpression.identifier("base")

  init(_ graph: Graph, _ schedule: CSchedule, prefix: String, _ parts: ProgramParts) {
    self.graph = graph
    self.schedule = schedule
    self.prefix = prefix
    self.parts = parts
  }

  /// - Throws: `Diagnostic` E901 for a lowering that refers to something its node does not have.
  mutating func step(_ index: Int) throws -> CProgram.Step {
    let step = schedule.steps[index]
    var declarations: [CStatement] = []
    var calls: [CStatement] = []
    for call in step.calls {
      if !call.header.isEmpty {
        guard KernelLibrary.contains(call.header) else {
          throw broken(step, "calls \(call.function) of the unknown family '\(call.header)'")
        }
        parts.families.insert(call.header)
      }
      let arguments = try call.arguments.map { argument in
        try expression(argument, step, scratch: schedule.plan.scratchOffsets[index], &declarations)
      }
      calls += [.call("EDGEC_FENCE", []), .call(call.function, arguments)]
    }
    if let control = step.control {
      let scratch = schedule.plan.scratchOffsets[index]
      calls += try statements(control, step, scratch: scratch, &declarations)
    }
    return CProgram.Step(comment: comment(step), statements: declarations + calls)
  }

  private func comment(_ step: CSchedule.Step) -> String {
    let inputs = step.inputs.compactMap { operand -> String? in
      guard case .buffer(let buffer)? = operand else { return nil }
      return "\(schedule.types[buffer])"
    }
    let outputs = step.outputs.map { "\(schedule.types[$0])" }
    return "\(graph.title(of: step.node)): \(inputs.joined(separator: ", ")) -> "
      + outputs.joined(separator: ", ")
  }

  mutating func expression(
    _ argument: CArgument, _ step: CSchedule.Step, scratch: Int?, _ declarations: inout [CStatement]
  ) throws -> CExpression {
    switch argument {
    case .input(let position, let offset):
      guard step.inputs.indices.contains(position), let operand = step.inputs[position] else {
        throw broken(step, "reads input \(position), which is absent")
      }
      switch operand {
      case .buffer(let buffer): return pointer(to: buffer, plus: offset, &declarations)
      case .passed(let position): return displaced(.identifier(parameter(position)), offset)
      case .constant(let value): return try constant(value, plus: offset, step)
      }
    case .output(let position, let offset):
      guard step.outputs.indices.contains(position) else {
        throw broken(step, "writes output \(position), which does not exist")
      }
      return pointer(to: step.outputs[position], plus: offset, &declarations)
    case .constant(let constant):
      let owner = step.node.flatMap { graph[graph[$0].outputs[0]].name } ?? "constant"
      let wish = "\(prefix)_\(owner)_\(constant.name)"
      return .identifier(parts.name(of: constant.tensor, wish: wish))
    case .integers(let integers):
      return .identifier(parts.name(of: integers, prefix: prefix))
    case .scratch(let offset):
      guard let scratch else { throw broken(step, "uses scratch memory it did not ask for") }
      return address(scratch + offset)
    case .null: return .identifier("NULL")
    case .int(let value): return .integer(Int64(value))
    case .float(let value): return number(.float(value), isInfinite: value.isInfinite, isNegative: value < 0)
    case .double(let value):
      return number(.double(value), isInfinite: value.isInfinite, isNegative: value < 0)
    }
  }

  /// The parameter that points to an input that is passed.
  private mutating func parameter(_ position: Int) -> String {
    if let known = parameters[position] { return known }
    let name = parts.identifiers.cIdentifier(from: "t_\(graph[graph.inputs[position]].name)")
    parameters[position] = name
    return name
  }

  mutating func pointer(
    to buffer: Int, plus offset: Int, _ declarations: inout [CStatement]
  ) -> CExpression {
    let name: String
    if let known = variables[buffer] {
      name = known
    } else {
      let element = schedule.types[buffer].element
      // The prefix keeps names from a model apart from those of the kernels and the standard headers.
      name = parts.identifiers.cIdentifier(from: "t_\(schedule.problem.buffers[buffer].name)")
      variables[buffer] = name
      declarations.append(
        .variable(.const(.pointer(element.cType)), name, address(schedule.plan.offsets[buffer])))
    }
    return displaced(.identifier(name), offset)
  }

  mutating func address(_ offset: Int) -> CExpression {
    usesBase = true
    return .cast(.pointer(.void), .binary(Self.base, "+", .integer(Int64(offset))))
  }

  private mutating func constant(
    _ value: ValueID, plus offset: Int, _ step: CSchedule.Step
  ) throws -> CExpression {
    guard let tensor = graph[value].constant else {
      throw broken(step, "takes a computed value for a constant")
    }
    let wish = "\(prefix)_\(graph[value].name)"
    return displaced(.identifier(parts.name(of: tensor, wish: wish)), offset)
  }

  func displaced(_ pointer: CExpression, _ offset: Int) -> CExpression {
    offset == 0 ? pointer : .binary(pointer, "+", .integer(Int64(offset)))
  }

  /// Infinities by the kernels' own name for them.
  private func number(_ literal: CExpression, isInfinite: Bool, isNegative: Bool) -> CExpression {
    guard isInfinite else { return literal }
    let infinity = CExpression.identifier("EDGEC_INFINITY")
    return isNegative ? .unary("-", infinity) : infinity
  }

  func broken(_ step: CSchedule.Step, _ fact: String) -> Diagnostic {
    .error(
      .internalInvariant, "the C form of \(graph.title(of: step.node)) \(fact)",
      hint: "this is a bug in edgec; please report it with the model")
  }
}
