internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeData
internal import EdgeIR
internal import EdgeQuantization
internal import EdgeSupport
internal import EdgeTFLite

/// What a model is to compute with, and the data that decide how.
struct QuantizeOptions: ParsableArguments {
  @Option(help: "The numbers to compute with.")
  var quantize = QuantizationArgument.none

  @Option(
    help: ArgumentHelp(
      "Typical inputs: an .npz or .npy with the samples along the first axis, a folder of samples, of PNG or JPEG "
        + "images, or of WAV files.", valueName: "path"))
  var calibration: String?

  @Option(
    help: ArgumentHelp(
      "Ranges from the statistics that `edgec quantize --statistics` wrote. Without --calibration weights are rounded to "
        + "the nearest integers and biases kept.", valueName: "file"))
  var ranges: String?

  @Option(help: ArgumentHelp("How many samples are used at most.", valueName: "n"))
  var calibrationSamples = SampleChoice.defaultLimit

  @Option(help: "What float inputs and outputs become in a quantized model.")
  var ioType = InterfaceType.float32

  @Option(
    help: "How ranges are chosen; auto tries minmax and percentile and keeps what is measurably better.")
  var method = MethodArgument.auto

  @Option(
    help: "How weights become integers: with errors made up for by their neighbours, or each to the nearest.")
  var roundingSearch = RoundingArgument.gptq

  @Flag(inversion: .prefixedNo, help: "Corrects biases by what quantization does to the means of results.")
  var biasCorrection = true

  @Flag(
    name: .customLong("cle"),
    help: ArgumentHelp(
      "Makes the weights before and after an activation alike in size, channel by channel (cross-layer equalization). "
        + "Rarely a gain: weights have a scale for each channel."))
  var equalizesLayers = false

  @Option(
    help: ArgumentHelp(
      "Moves the size of what layer normalizations write into the weights that read it, to this power from 0 to 1 "
        + "(SmoothQuant), e.g. 0.5.", valueName: "power"))
  var smooth: Double?

  @Flag(
    help:
      "Lets the values that add most noise to the results be 16 bits wide where that is needed for --target-sqnr."
  )
  var allowInt16 = false

  @Option(
    help: ArgumentHelp(
      "The signal-to-noise ratio that results should have, in dB; implies --allow-int16.", valueName: "dB"))
  var targetSqnr: Double?

  @Option(
    help: ArgumentHelp(
      "The class of each sample of the calibration data, as a file of integers: tells how many decisions are right.",
      valueName: "file"))
  var labels: String?

  @Option(
    help: ArgumentHelp(
      "The most that integers may lose of the decisions that --labels calls right, in percentage points; exit code 1 "
        + "where they lose more.", valueName: "points"))
  var maxAccuracyDrop: Double?

  @Option(
    help: ArgumentHelp(
      "Layers that compute with other numbers: a JSON file of names, of nodes or of what they compute, with int8, int16 or "
        + "float32.", valueName: "file"))
  var precision: String?

  @Option(
    help: ArgumentHelp("Writes what quantization did, as JSON or, for .html, as a page.", valueName: "file"))
  var quantizationReport: String?

  @Option(help: ArgumentHelp("Images: bytes are multiplied by this.", valueName: "factor"))
  var imageScale: Float = 1 / 255

  @Option(
    help: ArgumentHelp(
      "Images: subtracted after that, one for all channels or one for each.", valueName: "m,…"))
  var imageMean = FloatListArgument([0])

  @Option(help: ArgumentHelp("Images: divided by after that.", valueName: "s,…"))
  var imageStd = FloatListArgument([1])

  @Option(help: "Images of another size: stretched, or scaled in proportion and cropped.")
  var imageFit = ImageOptions.Fit.stretch

  @Option(help: "Images: the order of the channels that the model expects.")
  var imageChannels = ImageOptions.ChannelOrder.rgb

  /// - Throws: `Diagnostic` E803 for forms of weights that only TFLite files have.
  func requireIntegers() throws {
    guard quantize.weightFormat == .float32 else {
      throw Diagnostic.error(
        .invalidOption, "--quantize \(quantize.rawValue) is for TFLite files",
        hint: "use int8 or int16x8, or leave it out")
    }
  }

  /// Writes the report where one was asked for.
  ///
  /// - Throws: `Diagnostic` E802.
  func write(_ report: QuantizationReport?, model: String) throws {
    guard let path = quantizationReport, let report else { return }
    try FileSystem.write(report.document(path, model: model), to: path)
  }

  /// What was asked for; nil for a model that computes in floats or as it is.
  ///
  /// - Throws: `Diagnostic` E803.
  func request() throws -> QuantizationRequest? {
    guard quantize == .int8 || quantize == .int16x8 else {
      let options = [("--calibration", calibration), ("--ranges", ranges), ("--precision", precision)]
      for (name, value) in options where value != nil {
        throw Diagnostic.error(
          .invalidOption, "\(name) is of no use with --quantize \(quantize.rawValue)",
          hint: "add --quantize int8 or int16x8")
      }
      return nil
    }
    return try request(activations: quantize == .int16x8 ? .int16 : .int8)
  }

  /// - Throws: `Diagnostic` E803.
  func request(activations: ElementType) throws -> QuantizationRequest {
    guard calibration != nil || ranges != nil else {
      throw Diagnostic.error(
        .invalidOption, "quantization needs typical inputs", hint: "give them with --calibration")
    }
    if labels == nil ? maxAccuracyDrop != nil : calibration == nil {
      throw Diagnostic.error(
        .invalidOption, "accuracy is measured with --labels on --calibration", hint: "give both")
    }
    guard calibrationSamples > 0 else {
      throw Diagnostic.error(
        .invalidOption, "--calibration-samples expects a positive number, got \(calibrationSamples)",
        hint: "100 are enough for most models")
    }
    guard imageStd.values.allSatisfy({ $0 != 0 }) else {
      throw Diagnostic.error(
        .invalidOption, "--image-std is divided by, it cannot be 0", hint: "leave it out")
    }
    if let smooth, !(smooth >= 0 && smooth <= 1 && calibration != nil) {
      throw Diagnostic.error(
        .invalidOption, "--smooth expects a power from 0 to 1 and --calibration, got \(smooth)",
        hint: "0.5 is usual")
    }
    var request = QuantizationRequest(calibration: calibration, ranges: ranges)
    request.activations = activations
    request.precision = precision
    request.labels = labels
    request.maxAccuracyDrop = maxAccuracyDrop
    request.sampleLimit = calibrationSamples
    request.interface = ioType
    request.rangeMethods = method.methods
    request.tuning.roundsWithCompensation = roundingSearch == .gptq
    request.tuning.correctsBias = biasCorrection
    request.equalization.acrossLayers = equalizesLayers
    request.equalization.smoothing = smooth
    request.allowsInt16 = allowInt16 || targetSqnr != nil
    request.ratioGoal = targetSqnr ?? request.ratioGoal
    request.images = ImageOptions(
      scale: imageScale, mean: imageMean.values, standardDeviation: imageStd.values, fit: imageFit,
      channelOrder: imageChannels)
    return request
  }
}

/// How ranges are chosen.
enum MethodArgument: String, CaseIterable, ExpressibleByArgument {
  case auto, minmax, percentile, mse, entropy

  var methods: [RangeMethod] {
    switch self {
    case .auto: [.minMax, .percentile(0.99999)]
    case .minmax: [.minMax]
    case .percentile: [.percentile(0.99999)]
    case .mse: [.squaredError(levels: 256)]
    case .entropy: [.entropy(levels: 256)]
    }
  }
}

enum RoundingArgument: String, CaseIterable, ExpressibleByArgument {
  case gptq, nearest
}

/// Numbers with commas between them.
struct FloatListArgument: ExpressibleByArgument {
  let values: [Float]

  init(_ values: [Float]) { self.values = values }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
    let values = parts.compactMap { $0 }.filter(\.isFinite)
    guard values.count == parts.count else { return nil }
    self.values = values
  }

  var defaultValueDescription: String { values.map { $0.description }.joined(separator: ",") }
}
