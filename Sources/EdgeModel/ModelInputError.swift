/// An input with another number of elements than the model takes.
public struct ModelInputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The input's name in the model.
  public let name: String
  public let expected: Int
  public let actual: Int

  public init(name: String, expected: Int, actual: Int) {
    self.name = name
    self.expected = expected
    self.actual = actual
  }

  public var description: String { "expected \(expected) elements for input '\(name)', got \(actual)" }
}
