/// A statement in a function's body.
public indirect enum CStatement: Hashable, Sendable {
  case expression(CExpression)
  /// `type name = value;`
  case variable(CType, String, CExpression?)
  case `return`(CExpression?)
  case `if`(CExpression, then: [CStatement], else: [CStatement] = [])
  /// `for (type name = 0; name < count; ++name) { body }`
  case `for`(CType, String, count: CExpression, [CStatement])
  /// A braced scope.
  case block([CStatement])
  case comment(String)
  case blank
}

extension CStatement {
  /// A call for its effect.
  public static func call(_ function: String, _ arguments: [CExpression]) -> CStatement {
    .expression(.call(function, arguments))
  }

  /// `target = value;`
  public static func assign(_ target: CExpression, _ value: CExpression) -> CStatement {
    .expression(.binary(target, "=", value))
  }
}
