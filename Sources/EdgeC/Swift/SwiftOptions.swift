/// What decides the text of a program in Swift besides the program.
public struct SwiftOptions: Sendable {
  /// The type's name: a Swift identifier.
  public var typeName: String
  public var access: SwiftAccess
  /// What the model is called in the documentation, e.g. the file's name.
  public var modelName: String

  public init(typeName: String, access: SwiftAccess = .internal, modelName: String) {
    self.typeName = typeName
    self.access = access
    self.modelName = modelName
  }

  /// The name of a type for a model called `name`: `digit-classifier` becomes `DigitClassifier`.
  public static func typeName(for name: String) -> String { SwiftIdentifiers.upperCamelCase(name) }

  /// Whether a type can be called so.
  public static func isTypeName(_ text: String) -> Bool { SwiftIdentifiers.isIdentifier(text) }
}

/// Who can see what is generated.
public enum SwiftAccess: String, CaseIterable, Sendable {
  case `internal`, package, `public`

  /// In front of a declaration.
  var prefix: String { self == .internal ? "" : "\(rawValue) " }
}
