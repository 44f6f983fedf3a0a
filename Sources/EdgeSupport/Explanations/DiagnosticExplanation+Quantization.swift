/// E4xx: models that compute, or should compute, in integers.
extension DiagnosticExplanation {
  static let quantizationEmulated = DiagnosticExplanation(
    title: "quantization is computed in float arithmetic",
    meaning:
      "The model is quantized in a way that has no integer kernels here, so its quantization is computed in floats: results "
      + "are exact, and the artefact is slower and larger than the float model's.",
    causes: [
      "The model was quantized dynamically: scales are computed from the data of each run.",
      "Scales or zero points are not constants.",
    ],
    remedies: [
      "Convert the float model that the quantized one was made from, with `--quantize int8`.",
      "Or quantize statically, with calibration data.",
    ],
    example: """
      model.onnx: warning: E401: the model is quantized; 4 nodes in float arithmetic
        hint   the results are exact, but slower and larger than the float model's
      """)

  static let floatsRemain = DiagnosticExplanation(
    title: "nodes of a quantized model compute with floats",
    meaning:
      "Most of the model computes in integers; the nodes listed do not, and conversions stand around them.",
    causes: [
      "There is no integer kernel for the operator.",
      "A model that was quantized elsewhere does not say which integers stand for a node's results.",
    ],
    remedies: [
      "Nothing, if the target computes with floats.",
      "Replace the operators in the network by ones that have integer kernels.",
      "Place QuantizeLinear and DequantizeLinear after the nodes when quantizing elsewhere.",
    ],
    example: """
      warning: E402: 1 node computes with floats
        note   Cumulative 'y'
        hint   there are no integer kernels for them, or the model does not say how their results are stored
      """)

  static let rawInput = DiagnosticExplanation(
    title: "input features of very different size",
    meaning:
      "The features of one input differ so much in size that one scale of 8 bits leaves nothing of the small ones. The "
      + "input stays float, and the features are brought to a common size before they are quantized.",
    causes: ["The network was trained on raw measurements: a pressure in Pascal beside an angle in radians."],
    remedies: [
      "Standardize the features before training, or in the application.",
      "Make inputs of different size inputs of their own.",
    ],
    example: """
      warning: E403: 8 bits for all features of the input leave 4.1 dB of the results: features are brought to a common \
      size in float before they are quantized
        value  'sensors'
        hint   standardize the features before training, or in the application
      """)

  static let unlikeParts = DiagnosticExplanation(
    title: "parts of very different ranges in one output",
    meaning:
      "An output concatenates parts whose ranges differ widely, such as boxes in pixels and scores below 1. One scale of 8 "
      + "bits would erase the small ones, so the tensor has 16 bits.",
    causes: ["Detection heads concatenate coordinates and scores at their end."],
    remedies: [
      "Make the parts outputs of their own, each with a scale of its own.",
      "Nothing, if an output of 16 bits suits the application.",
    ],
    example: """
      note: E404: parts whose ranges differ by a factor of 640 are concatenated: in 16 bits
        value  'output0'
        hint   give the parts as outputs of their own
      """)

  static let quantizationNoise = DiagnosticExplanation(
    title: "quantization adds much noise",
    meaning:
      "The results in integers differ from those in floats by more than most applications bear, or more than `--min-sqnr` or "
      + "`--max-accuracy-drop` allow.",
    causes: [
      "Calibration data do not look like what the model was trained on: other scaling, other order of channels.",
      "A few outliers set the range of a tensor.",
      "Channels of one tensor differ much in size.",
    ],
    remedies: [
      "Check that calibration data are preprocessed as in training.",
      "See what is noisy, and why, with `--quantization-report report.html`.",
      "Give more bits to what needs them: `--target-sqnr 30`, or to all: `--quantize int16x8`.",
    ],
    example: """
      warning: E405: the results' signal-to-noise ratio is 14.2 dB on calibration data
        note   range set by outliers 'conv3': calibrate with --method percentile
        hint   do what the notes say, or use --quantize int16x8; --quantization-report FILE.html has everything
      """)
}
