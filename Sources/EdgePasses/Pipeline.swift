/// Which passes run, in which order, and why.
public enum Pipeline {
  /// From `imported` to `canonical`.
  public static func canonical(ioLayout: IOLayout) -> [Pass] {
    [
      // First, so that nothing below looks at what no output needs or what is already known.
      .eliminateDeadCode,
      .foldConstants,
      // Before layout: equal values then have one layout, decided once.
      .mergeDuplicates,
      // Layout leaves transposes of constants and chains of reshapes behind.
      .foldConstants,
      .simplifyShapes,
      .foldConstants,
      // Last: what fusion made equal or unused.
      .simplifyShapes,
      .mergeDuplicates,
      .eliminateDeadCode,
    ]
  }
}

/// Which layouts the graph's inputs and outputs may take.
public enum IOLayout: String, Sendable, CaseIterable {
  /// As in the ONNX model.
  case onnx
  /// Channels-last wherever that saves a transpose.
  case nhwc
}
