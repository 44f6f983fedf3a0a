/// A function: a prototype when it has no body.
public struct CFunction: Hashable, Sendable {
  public struct Parameter: Hashable, Sendable {
    public var type: CType
    public var name: String

    public init(_ type: CType, _ name: String) {
      self.type = type
      self.name = name
    }
  }

  public var name: String
  public var result: CType
  public var parameters: [Parameter]
  public var isStatic: Bool
  public var body: [CStatement]?
  /// Printed above.
  public var comment: String?

  public init(
    name: String, result: CType = .void, parameters: [Parameter] = [], isStatic: Bool = false,
    body: [CStatement]? = nil, comment: String? = nil
  ) {
    self.name = name
    self.result = result
    self.parameters = parameters
    self.isStatic = isStatic
    self.body = body
    self.comment = comment
  }

  /// The same function without its body.
  public var prototype: CFunction {
    var prototype = self
    prototype.body = nil
    return prototype
  }
}
