/// A file of the program.
public struct CFile: Hashable, Sendable {
  public let name: String
  public let text: String
}
