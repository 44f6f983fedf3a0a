import EdgeIR

/// A rewrite of a whole graph that keeps what it computes.
///
/// Passes are values, one file each, named by a verb: `FoldConstants.swift` holds `fold-constants`.
public struct Pass: Sendable {
  /// The name used by `--dump-after` and in reports.
  public let name: String
  let run: @Sendable (inout GraphEditor) throws -> Void

  init(_ name: String, run: @escaping @Sendable (inout GraphEditor) throws -> Void) {
    self.name = name
    self.run = run
  }
}
