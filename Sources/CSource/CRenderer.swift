/// Prints C with two-space indentation, wrapping lists between their elements.
struct CRenderer {
  private var output = SourceText(lineLength: Self.lineLength)
  private static let lineLength = 100

  var text: String { output.text }

  mutating func render(_ item: CTranslationUnit.Item) {
    switch item {
    case .comment(let comment): render(comment: comment)
    case .systemInclude(let name): line("#include <\(name)>")
    case .include(let name): line("#include \"\(name)\"")
    case .define(let name, let value): line("#define \(name) \(value.operandText)")
    case .directive(let directive): line("#\(directive)")
    case .array(let array): render(array)
    case .function(let function): render(function)
    case .verbatim(let verbatim): line(verbatim)
    case .blank: line("")
    }
  }

  private mutating func line(_ content: String) { output.line(content) }

  private mutating func fill(_ opening: String, _ elements: [String], _ closing: String) {
    output.fill(opening, elements, closing)
  }

  private mutating func render(comment: String) {
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map(CLiteral.commented)
    for (i, content) in lines.enumerated() {
      let isLast = i == lines.count - 1
      let opening = i == 0 ? "/*" : " *"
      line(opening + (content.isEmpty && !isLast ? "" : " \(content)") + (isLast ? " */" : ""))
    }
  }

  private mutating func render(_ array: CArray) {
    if let comment = array.comment { render(comment: comment) }
    let words = ["static"] + array.attributes + ["const"]
    let declared = array.elements.type.declaring("\(array.name)[\(max(1, array.elements.count))]")
    line("\(words.joined(separator: " ")) \(declared) = {")
    output.depth += 1
    let indentation = String(repeating: "  ", count: output.depth)
    var column = 0
    func append(_ literal: String) {
      let width = literal.utf8.count
      if column == 0 {
        output.append(indentation)
        column = indentation.utf8.count
      } else if column + width + 2 > Self.lineLength {
        output.append("\n" + indentation)
        column = indentation.utf8.count
      } else {
        output.append(" ")
        column += 1
      }
      output.append(literal + ",")
      column += width + 1
    }
    if array.elements.count == 0 { append("0") }
    array.elements.forEachLiteral(append)
    output.append("\n")
    output.depth -= 1
    line("};")
  }

  private mutating func render(_ function: CFunction) {
    if let comment = function.comment { render(comment: comment) }
    let opening = (function.isStatic ? "static " : "") + function.result.declaring(function.name) + "("
    let parameters = function.parameters.map { $0.type.declaring($0.name) }
    let list = parameters.isEmpty ? ["void"] : parameters
    guard let body = function.body else { return fill(opening, list, ");") }
    fill(opening, list, ") {")
    render(indented: body)
    line("}")
  }

  private mutating func render(indented statements: [CStatement]) {
    output.depth += 1
    for statement in statements { render(statement) }
    output.depth -= 1
  }

  private mutating func render(_ statement: CStatement) {
    switch statement {
    case .expression(.call(let function, let arguments)):
      fill(function + "(", arguments.map(\.text), ");")
    case .expression(let expression): line("\(expression.text);")
    case .variable(let type, let name, .some(.call(let function, let arguments))):
      fill("\(type.declaring(name)) = \(function)(", arguments.map(\.text), ");")
    case .variable(let type, let name, let value):
      line(type.declaring(name) + (value.map { " = \($0.text)" } ?? "") + ";")
    case .return(let value): line(value.map { "return \($0.text);" } ?? "return;")
    case .if(let condition, let then, let otherwise):
      line("if (\(condition.text)) {")
      render(indented: then)
      if !otherwise.isEmpty {
        line("} else {")
        render(indented: otherwise)
      }
      line("}")
    case .for(let type, let name, let count, let body):
      line("for (\(type.declaring(name)) = 0; \(name) < \(count.operandText); ++\(name)) {")
      render(indented: body)
      line("}")
    case .block(let body):
      line("{")
      render(indented: body)
      line("}")
    case .comment(let comment): render(comment: comment)
    case .blank: line("")
    }
  }
}
