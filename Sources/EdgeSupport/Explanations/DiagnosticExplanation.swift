/// What there is to know about a diagnostic code, for people. `edgec explain` prints it, `docs/DIAGNOSTICS.md` collects all.
///
/// Texts are plain; backticks are around commands, options and names.
public struct DiagnosticExplanation: Hashable, Sendable {
  /// A few words for lists: lower case, no full stop.
  public let title: String
  /// What happened, in a sentence or a few.
  public let meaning: String
  /// What usually leads to it, the most frequent first.
  public let causes: [String]
  /// What the user can do, the best first. A diagnostic's own hint is more precise where there is one.
  public let remedies: [String]
  /// A diagnostic as it is printed.
  public let example: String
}
