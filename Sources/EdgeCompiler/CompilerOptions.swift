public import EdgeONNX
public import EdgePasses
public import EdgeTFLite

/// What a graph is made ready for.
public enum BackEnd: Hashable, Sendable, CaseIterable {
  /// Generated C, and everything else that runs operators as they are.
  case c
  case tflite
}

/// What a user decides about a compilation. The defaults are right for most models.
public struct CompilerOptions {
  public var importing = ImportOptions()
  /// The layout of image inputs and outputs that the artefact shows to its caller.
  public var ioLayout = IOLayout.onnx
  public var tfliteTarget = TFLiteTarget.litert
  /// The runtime whose kernels integers are rounded like; nil for that of `tfliteTarget`.
  public var rounding: TFLiteTarget?
  /// How a TFLite file stores weights; TFLM reads them only as they are.
  public var weightFormat = TFLiteWeightFormat.float32
  /// How the model is turned into one that computes in integers; nil for one that computes as it is.
  public var quantization: QuantizationRequest?
  public var debugging = Debugging()
  /// Hears how far long activities have come, often.
  public var progress: ((Progress) -> Void)?

  public init() {}

  /// The names of the passes that run with these options, in order, each once.
  public var passNames: [String] {
    var names: [String] = []
    for pass in passes(for: .tflite) + Pipeline.narrowing + Pipeline.tabulated
    where !names.contains(pass.name) {
      names.append(pass.name)
    }
    return names
  }

  /// The runtime whose arithmetic graphs of integers have.
  var arithmetic: TFLiteTarget { rounding ?? tfliteTarget }

  func passes(for backEnd: BackEnd) -> [Pass] {
    switch backEnd {
    case .c: return Pipeline.canonical(ioLayout: ioLayout)
    case .tflite:
      let target = tfliteTarget
      return Pipeline.canonical(ioLayout: ioLayout) { node, graph in
        TFLiteHost.refusal(of: node, in: graph, target: target) == nil
      }
    }
  }

  /// Means to look into the pipeline.
  public struct Debugging {
    /// Passes after which the graph's text form is handed to `dump`; `all` means every pass.
    public var dumpAfter: Set<String> = []
    /// Runs only this many passes.
    public var stopAfter: Int?
    /// Runs the interpreter on the same inputs after every pass and names the first pass that changed a number.
    public var verifyEach = false
    /// Receives dumps: the pass's name and the text.
    public var dump: ((String, String) -> Void)?

    public init() {}
  }
}
