/// What has been established about a graph; each stage includes the guarantees of the one before.
public enum Stage: String, Sendable, Comparable {
  /// Single assignment, every value typed and named, attributes normalised.
  case imported
  /// No dead and no duplicate nodes, no computation on constants only, constants stored once.
  case canonical

  public static func < (a: Stage, b: Stage) -> Bool { a == .imported && b == .canonical }
}
