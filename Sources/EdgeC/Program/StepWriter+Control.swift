import CSource
import EdgeIR

/// Graphs inside nodes: a function for each, and the statements that call it.
extension StepWriter {
  /// A function, and which of its graph's inputs it wants to be passed.
  private struct Function {
    let name: String
    let usesBase: Bool
    let inputs: [Int]
  }

  /// The statements of a step's control.
  mutating func statements(
    _ control: CControl, _ step: CSchedule.Step, scratch: Int?, _ declarations: inout [CStatement]
  ) throws -> [CStatement] {
    let functions = try step.subprograms.map { try function($0, step) }
    let fence = CStatement.call("EDGEC_FENCE", [])
    switch control {
    case .choice(let choice):
      guard functions.count == 2 else { throw broken(step, "chooses among \(functions.count) graphs") }
      let condition = try expression(choice.condition, step, scratch: nil, &declarations)
      let inputs = try choice.inputs.map { try expression($0, step, scratch: nil, &declarations) }
      let outputs = try choice.outputs.map { try expression($0, step, scratch: nil, &declarations) }
      let calls = functions.map { call($0, inputs, outputs, scratch: scratch) }
      return [fence, .if(.element(condition, 0), then: [calls[0]], else: [calls[1]])]
    case .repetition(let repetition):
      guard let body = functions.first else { throw broken(step, "repeats no graph") }
      return [fence, .block(try loop(repetition, body, step, scratch: scratch, &declarations))]
    }
  }

  private mutating func loop(
    _ repetition: CRepetition, _ body: Function, _ step: CSchedule.Step, scratch: Int?,
    _ declarations: inout [CStatement]
  ) throws -> [CStatement] {
    func value(_ argument: CArgument) throws -> CExpression {
      try expression(argument, step, scratch: nil, &declarations)
    }
    let (number, condition, limit) = ("iteration", "condition", "limit")
    let stop = CStatement.expression(.identifier("break"))
    var statements: [CStatement] = []
    var inner: [CStatement] = []
    let first = try repetition.condition.map { CExpression.element(try value($0), 0) }
    statements.append(.variable(.integer(bits: 8, signed: false), condition, first ?? 1))
    let result = try repetition.count.map { CExpression.element(try value($0), 0) }
    if let result { statements.append(.assign(result, 0)) }
    if let argument = repetition.limit {
      let type = CType.integer(bits: 64)
      statements.append(.variable(.const(type), limit, .element(try value(argument), 0)))
      inner.append(.if(.binary(.identifier(number), ">=", .identifier(limit)), then: [stop]))
    }
    if first != nil { inner.append(.if(.unary("!", .identifier(condition)), then: [stop])) }
    let address = { (name: String) in CExpression.unary("&", .identifier(name)) }
    let states = try repetition.states.map(value)
    let captures = try repetition.captures.map(value)
    let stacks = try repetition.stacks.map { stack in
      CExpression.binary(
        try value(stack.output), "+",
        .binary(.identifier(number), "*", .integer(Int64(stack.stride))))
    }
    inner.append(
      call(
        body, [address(number), address(condition)] + states + captures,
        [address(condition)] + states + stacks, scratch: scratch))
    if let result { inner.append(.assign(result, .binary(.identifier(number), "+", 1))) }
    let count = repetition.tripCount.map { CExpression.integer(Int64($0)) } ?? .identifier("INT64_MAX")
    statements.append(.for(.integer(bits: 64), number, count: count, inner))
    return statements
  }

  private mutating func call(
    _ function: Function, _ inputs: [CExpression], _ outputs: [CExpression], scratch: Int?
  ) -> CStatement {
    let memory = function.usesBase ? [address(scratch ?? 0)] : []
    return .call(function.name, memory + function.inputs.map { inputs[$0] } + outputs)
  }

  /// Writes the function of a graph inside a node: the graph's steps, then a copy of each output to where the caller
  /// wants it. An output may go where an input is, since all steps have been done by then.
  private mutating func function(_ subprogram: CSubprogram, _ step: CSchedule.Step) throws -> Function {
    let (graph, schedule) = (subprogram.graph, subprogram.schedule)
    var writer = StepWriter(graph, schedule, prefix: prefix, parts)
    let name = writer.parts.identifiers.cIdentifier(from: "\(prefix)_\(graph.name)")
    var body: [CStatement] = []
    for index in schedule.plan.order {
      let written = try writer.step(index)
      body += [.blank, .comment(written.comment)] + written.statements
    }
    body += [.blank, .call("EDGEC_FENCE", [])]
    var results: [CFunction.Parameter] = []
    for (output, buffer) in zip(graph.outputs, schedule.outputs) {
      let type = graph[output.value].type
      let result = writer.parts.identifiers.cIdentifier(from: "y_\(output.name)")
      results.append(.init(.const(.pointer(type.element.cType)), result))
      var declarations: [CStatement] = []
      let source = writer.pointer(to: buffer, plus: 0, &declarations)
      body += declarations
      let size = CExpression.integer(Int64(type.sizeInBytes))
      body.append(.call("memcpy", [.identifier(result), source, size]))
    }
    let byte = CType.integer(bits: 8, signed: false)
    let used = writer.parameters.keys.sorted()
    let memory = writer.usesBase ? [CFunction.Parameter(.const(.pointer(byte)), "base")] : []
    let inputs = used.compactMap { position in
      writer.parameters[position].map { name in
        let element = graph[graph.inputs[position]].type.element
        return CFunction.Parameter(.const(.pointer(.const(element.cType))), name)
      }
    }
    parts = writer.parts
    parts.functions.append(
      CFunction(
        name: name, parameters: memory + inputs + results, isStatic: true, body: Array(body.dropFirst()),
        comment: "\(graph.name) of \(self.graph.title(of: step.node))"))
    return Function(name: name, usesBase: writer.usesBase, inputs: used)
  }
}
