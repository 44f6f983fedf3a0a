/// Prints C with two-space indentation, wrapping lists between their elements.
struct CRenderer {
  private(set) var text = ""
  private var depth = 0
  private let lineLength = 100

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

  private mutating func line(_ content: String) {
    if !content.isEmpty { text += String(repeating: "  ", count: depth) + content }
    text += "\n"
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
    depth += 1
    let indentation = String(repeating: "  ", count: depth)
    var column = 0
    func append(_ literal: String) {
      let width = literal.utf8.count
      if column == 0 {
        text += indentation
        column = indentation.utf8.count
      } else if column + width + 2 > lineLength {
        text += "\n" + indentation
        column = indentation.utf8.count
      } else {
        text += " "
        column += 1
      }
      text += literal
      text += ","
      column += width + 1
    }
    if array.elements.count == 0 { append("0") }
    array.elements.forEachLiteral(append)
    text += "\n"
    depth -= 1
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
    depth += 1
    for statement in statements { render(statement) }
    depth -= 1
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

  /// `opening a, b, c closing` on one line where it fits, else continued on lines indented by four more columns.
  private mutating func fill(_ opening: String, _ elements: [String], _ closing: String) {
    let margin = 2 * depth
    var current = opening
    var isContinuation = false
    for (i, element) in elements.enumerated() {
      let piece = element + (i == elements.count - 1 ? closing : ",")
      let separator = i == 0 || current.isEmpty ? "" : " "
      let indentation = margin + (isContinuation ? 4 : 0)
      let width = indentation + current.utf8.count + separator.utf8.count + piece.utf8.count
      if width > lineLength, !current.isEmpty {
        line((isContinuation ? "    " : "") + current)
        isContinuation = true
        current = piece
      } else {
        current += separator + piece
      }
    }
    if elements.isEmpty { current += closing }
    line((isContinuation ? "    " : "") + current)
  }
}
