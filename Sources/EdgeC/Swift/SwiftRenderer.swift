import CSource

/// Prints the statements of a program as Swift: the same calls of the same kernels, with the same literals.
///
/// Pointers into the arena take their type from where they go (`ModelMemory.at`). Variables that C code takes the
/// address of are memory of one element.
struct SwiftRenderer {
  private(set) var output: SourceText
  /// Variables that are memory of one element.
  private var cells: Set<String> = []

  init(output: SourceText) { self.output = output }

  mutating func render(_ statements: [CStatement]) {
    for statement in statements { render(statement) }
  }

  private mutating func render(_ statement: CStatement) {
    switch statement {
    case .expression(.call("EDGEC_FENCE", _)): output.line("edgec_fence()")
    case .expression(.call(let function, let arguments)):
      output.fill(function + "(", arguments.map(text), ")")
    case .expression(let expression): output.line(text(expression))
    case .variable(.const(let type), let name, let value):
      output.line("let \(name): \(type.swiftName)" + (value.map { " = \(text($0))" } ?? ""))
    case .variable(let type, let name, let value): cell(name, type, value)
    case .return(let value): output.line(value.map { "return \(text($0))" } ?? "return")
    case .if(let condition, let then, let otherwise):
      output.line("if \(truth(condition)) {")
      nested(then)
      if !otherwise.isEmpty {
        output.line("} else {")
        nested(otherwise)
      }
      output.line("}")
    case .for(let type, let name, let count, let body):
      cell(name, type, 0)
      output.line("while \(name).pointee < \(text(count)) {")
      nested(body + [.expression(.binary(.identifier(name), "+=", 1))])
      output.line("}")
    case .block(let body):
      output.line("do {")
      nested(body)
      output.line("}")
    case .comment(let comment): output.line("// \(SwiftText.comment(comment))")
    case .blank: output.line("")
    }
  }

  private mutating func nested(_ statements: [CStatement]) {
    let outside = cells
    output.depth += 1
    render(statements)
    output.depth -= 1
    cells = outside
  }

  private mutating func cell(_ name: String, _ type: CType, _ value: CExpression?) {
    output.line("let \(name) = UnsafeMutablePointer<\(type.swiftName)>.allocate(capacity: 1)")
    output.line("defer { \(name).deallocate() }")
    cells.insert(name)
    if let value { output.line("\(name).pointee = \(text(value))") }
  }

  private func text(_ expression: CExpression) -> String {
    switch expression {
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .float(let value): SwiftText.literal(Double(value))
    case .double(let value): SwiftText.literal(value)
    case .string(let value): SwiftText.literal(value)
    case .identifier("NULL"): "nil"
    case .identifier("EDGEC_INFINITY"): ".infinity"
    case .identifier("INT64_MAX"): "Int64.max"
    case .identifier(let name): cells.contains(name) ? "\(name).pointee" : name
    case .call(let function, let arguments):
      "\(function)(\(arguments.map(text).joined(separator: ", ")))"
    case .cast(.pointer(.void), .binary(let memory, "+", let offset)): "\(text(memory)).at(\(text(offset)))"
    case .cast(let type, let operand): "\(type.swiftName)(\(text(operand)))"
    case .unary("&", .identifier(let name)): name
    case .unary(let sign, let operand): sign + operandText(operand)
    case .binary(let left, let sign, let right) where sign.hasSuffix("="):
      "\(text(left)) \(sign) \(text(right))"
    case .binary(let left, "+", let right):
      // What is not literal is a number of elements, in the type of the variable that counts them.
      switch right {
      case .integer: "\(operandText(left)) + \(text(right))"
      default: "\(operandText(left)) + Int(\(text(right)))"
      }
    case .binary(let left, let sign, let right): "\(operandText(left)) \(sign) \(operandText(right))"
    case .element(let array, let index): "\(operandText(array))[\(text(index))]"
    }
  }

  private func operandText(_ expression: CExpression) -> String {
    if case .binary = expression { "(\(text(expression)))" } else { text(expression) }
  }

  /// A condition, which in C is a number.
  private func truth(_ expression: CExpression) -> String {
    switch expression {
    case .binary: text(expression)
    case .unary("!", let operand): "\(operandText(operand)) == 0"
    default: "\(operandText(expression)) != 0"
    }
  }
}

extension CType {
  /// The type as Swift imports it.
  var swiftName: String {
    switch self {
    case .void: "Void"
    case .float: "Float"
    case .double: "Double"
    case .size: "Int"
    case .const(let type): type.swiftName
    case .pointer(.void): "UnsafeMutableRawPointer"
    case .pointer(.const(.void)): "UnsafeRawPointer"
    case .pointer(.const(let target)): "UnsafePointer<\(target.swiftName)>"
    case .pointer(let target): "UnsafeMutablePointer<\(target.swiftName)>"
    case .named(let name):
      // uint8_t
      name.hasSuffix("_t") && name.contains("int")
        ? (name.hasPrefix("u") ? "UInt" : "Int") + name.filter(\.isNumber) : name
    }
  }
}
