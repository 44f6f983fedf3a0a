import EdgeIR

extension Pass {
  /// Removes nodes and constants that contribute to no output.
  static let eliminateDeadCode = Pass("eliminate-dead-code") { $0.removeDeadNodes() }
}
