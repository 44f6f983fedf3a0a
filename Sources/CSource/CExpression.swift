/// A C expression. Nested operators are always parenthesised, so no precedence can be misread.
public indirect enum CExpression: Hashable, Sendable {
  case integer(Int64)
  /// With the suffix `u`.
  case unsigned(UInt64)
  /// The shortest decimal that reads back as the same number; infinities and NaN need no header.
  case float(Float)
  case double(Double)
  /// A string literal holding the text's UTF-8.
  case string(String)
  /// The name of a variable, function or macro.
  case identifier(String)
  case call(String, [CExpression])
  /// `operator operand`, e.g. `-x`, `&x`.
  case unary(String, CExpression)
  /// `left operator right`, also `=` and `+=`.
  case binary(CExpression, String, CExpression)
  case cast(CType, CExpression)
  case element(CExpression, CExpression)
}

extension CExpression: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int64) {
    self = .integer(value)
  }
}

extension CExpression {
  /// The expression as C text on one line.
  public var text: String {
    switch self {
    case .integer(let value): CLiteral.text(of: value)
    case .unsigned(let value): CLiteral.text(of: value)
    case .float(let value): CLiteral.text(of: value)
    case .double(let value): CLiteral.text(of: value)
    case .string(let text): CLiteral.quoted(text)
    case .identifier(let name): name
    case .call(let function, let arguments): "\(function)(\(arguments.map(\.text).joined(separator: ", ")))"
    case .unary(let sign, let operand): sign + operand.operandText
    case .binary(let left, "=", let right): "\(left.text) = \(right.text)"
    case .binary(let left, let sign, let right): "\(left.operandText) \(sign) \(right.operandText)"
    case .cast(let type, let operand): "(\(type.declaring("")))\(operand.operandText)"
    case .element(let array, let index): "\(array.operandText)[\(index.text)]"
    }
  }

  /// The text in a place where an operator could bind to a part of it.
  var operandText: String {
    switch self {
    case .unary, .binary, .cast: "(\(text))"
    case .integer, .float, .double: text.hasPrefix("-") ? "(\(text))" : text
    case .unsigned, .string, .identifier, .call, .element: text
    }
  }
}
