/// Which passes run, in which order, and why.
public enum Pipeline {
  /// From `imported` to `canonical`.
  public static func canonical(ioLayout: IOLayout) -> [Pass] {
    [
      // First, so that nothing below looks at what no output needs or what is already known.
      .eliminateDeadCode,
      .foldConstants,
      // Before anything compares nodes: equal graphs are then equal operators.
      .optimizeSubgraphs,
      // Layout and memory planning see through slices, reshapes and transposes, not through gathers.
      .sliceGathers,
      .simplifyShapes,
      // Before layout: equal values then have one layout, decided once.
      .mergeDuplicates,
      // Before fusion: what can be fused stands side by side only when no transpose is in between.
      .assignLayout(ioLayout),
      // Layout leaves transposes of constants and chains of reshapes behind.
      .foldConstants,
      .simplifyShapes,
      // Pads before scales: a pad between two convolutions hides nothing from the scale folded into the first.
      .fusePads,
      // Crops before scales and activations, which stand behind them.
      .fuseCrops,
      // Scales before activations: a scale can be folded only while no activation stands before it.
      .foldScales,
      .foldConstants,
      .fuseActivations,
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
