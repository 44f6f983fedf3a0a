/// Which passes run, in which order, and why.
public enum Pipeline {
  /// From `imported` to `canonical`.
  ///
  /// - Parameter isLegal: what the back end that the graph is for has a form for; nil when there is none in view.
  ///   - keepingQuantization: leaves weights that the model stores as integers in that form.
  public static func canonical(
    ioLayout: IOLayout, keepingQuantization: Bool = false, isLegal: Legality? = nil
  ) -> [Pass] {
    let foldConstants = Pass.foldConstants(keepingQuantization: keepingQuantization)
    let start: [Pass] = [
      // First, so that nothing below looks at what no output needs or what is already known.
      .eliminateDeadCode,
      // Before folding, to which it gives constants.
      .foldEmptyValues,
      foldConstants,
      // Before anything is taken apart: formulas that stand for one operator, with their constants computed.
      .recoverActivations,
      .recoverNormalizations,
      .recoverSoftmax,
    ]
    // Before layout, which then sees the operators that will run; after folding, which spares it work.
    let legal = isLegal.map { legalization($0, keepingQuantization: keepingQuantization) } ?? []
    return start + legal + [
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
      foldConstants,
      .simplifyShapes,
      // Pads before scales: a pad between two convolutions hides nothing from the scale folded into the first.
      .fusePads,
      // Crops before scales and activations, which stand behind them.
      .fuseCrops,
      // Scales before activations: a scale can be folded only while no activation stands before it.
      .foldScales,
      foldConstants,
      .fuseActivations,
      // Last: what fusion made equal or unused.
      .simplifyShapes,
      .mergeDuplicates,
      .eliminateDeadCode,
    ]
  }

  /// Leaves only operators that a back end has a form for, as far as others can be said in such.
  public static func legalization(
    _ isLegal: @escaping Legality, keepingQuantization: Bool = false
  ) -> [Pass] {
    [.decompose(unless: isLegal), .foldConstants(keepingQuantization: keepingQuantization)]
  }

  /// From `canonical` to a form whose operators can be quantized. What `isLegal` refuses is taken apart only now: the
  /// nodes that come out of it can be told by being new.
  public static func quantizable(_ isLegal: @escaping Legality) -> [Pass] {
    let foldConstants = Pass.foldConstants(keepingQuantization: true)
    return legalization(isLegal, keepingQuantization: true) + [
      // What has been taken apart gathers, slices and reshapes.
      .sliceGathers,
      .simplifyShapes,
      .mergeDuplicates,
      // Before scales and biases, which layers with weights take in.
      .denseProducts,
      foldConstants,
      .fuseDeclaredBiases,
      .foldScales,
      foldConstants,
      .fuseActivations,
      // In any order: forms that have integer kernels.
      .explicitPads,
      .splitSwish,
      .invertRoots,
      .invertDivisors,
      // Last: what is equal or unused now.
      .simplifyShapes,
      .mergeDuplicates,
      .eliminateDeadCode,
    ]
  }

  /// After quantization: what was converted twice, and what is known.
  public static var quantized: [Pass] { [.foldConstants, .mergeDuplicates, .eliminateDeadCode] }

  /// On graphs that compute in integers, in the layout that will run; of others it changes nothing.
  public static var narrowing: [Pass] { [.removeDeadChannels, .mergeDuplicates, .eliminateDeadCode] }

  /// For generated C, on graphs that compute in integers; of others it changes nothing.
  public static var tabulated: [Pass] { [.tabulate, .mergeDuplicates, .eliminateDeadCode] }
}

/// Which layouts the graph's inputs and outputs may take.
public enum IOLayout: String, Sendable, CaseIterable {
  /// As in the ONNX model.
  case onnx
  /// Channels-last wherever that saves a transpose.
  case nhwc
}
