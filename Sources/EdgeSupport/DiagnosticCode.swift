/// Every kind of problem edgec reports. The number is stable: scripts match on it and
/// `docs/DIAGNOSTICS.md` is generated from this list.
///
/// Ranges: E1xx decoding, E2xx import, E3xx graph, E4xx quantization, E5xx TFLite, E6xx C,
/// E7xx data and comparison, E8xx command line and files, E9xx our own bugs.
public enum DiagnosticCode: String, CaseIterable, Codable, Sendable {
  case malformedModel = "E101"
  case unrecognizedFormat = "E102"
  case externalDataMissing = "E103"
  case externalDataOutsideFolder = "E104"
  case malformedTensor = "E105"
  case unsupportedElementType = "E106"
  case sizeLimitExceeded = "E107"

  case unsupportedOperator = "E201"
  case unsupportedOpset = "E202"
  case invalidAttribute = "E203"
  case invalidInputs = "E204"
  case danglingValue = "E205"
  case cyclicGraph = "E206"
  case duplicateName = "E207"
  case dimensionNotPinned = "E208"
  case dimensionPinned = "E209"
  case inputNotConstant = "E210"
  case shapeMismatch = "E211"
  case unknownDimension = "E212"
  case sizeDependsOnData = "E213"

  case layoutTransposeKept = "E301"
  case layoutChanged = "E302"

  case quantizationEmulated = "E401"
  case floatsRemain = "E402"
  case rawInput = "E403"
  case unlikeParts = "E404"
  case quantizationNoise = "E405"

  case tfliteUnsupported = "E501"
  case cUnsupported = "E601"
  case cCompilerFailed = "E602"
  case budgetExceeded = "E603"

  case dataMismatch = "E701"
  case malformedData = "E702"
  case numbersDiffer = "E703"
  case calibrationDoubtful = "E704"

  case fileNotReadable = "E801"
  case fileNotWritable = "E802"
  case invalidOption = "E803"

  case internalInvariant = "E901"

  /// One sentence for `docs/DIAGNOSTICS.md`: what happened.
  public var summary: String {
    switch self {
    case .malformedModel:
      "The bytes are not a well-formed model: truncated, corrupted, or missing a required field."
    case .unrecognizedFormat: "The file is neither an ONNX nor a TFLite model."
    case .externalDataMissing:
      "A tensor's external data file cannot be read or is shorter than the model says."
    case .externalDataOutsideFolder: "A tensor's external data path leaves the model's own folder."
    case .malformedTensor:
      "A stored tensor holds fewer or more elements than its shape says, or an impossible shape."
    case .unsupportedElementType: "A tensor has an element type that edgec does not read."
    case .sizeLimitExceeded: "A size in the file is beyond what edgec accepts or this machine can address."
    case .unsupportedOperator: "The model uses operators that edgec does not import."
    case .unsupportedOpset: "The model declares an operator set that edgec does not know."
    case .invalidAttribute:
      "A node's attribute is missing, of the wrong type, or has a value the specification forbids."
    case .invalidInputs: "A node's inputs have a number, type or shape that the specification forbids."
    case .danglingValue: "A node or a graph output uses a value that nothing produces."
    case .cyclicGraph: "Nodes depend on each other in a circle."
    case .duplicateName: "Two values of the graph have the same name."
    case .dimensionNotPinned: "An input dimension is symbolic and must be given a number."
    case .dimensionPinned: "A symbolic leading dimension was taken to be 1."
    case .inputNotConstant: "An input that decides shapes is computed at run time."
    case .shapeMismatch: "What the model declares for a value contradicts what its operators compute."
    case .unknownDimension: "A dimension or input named on the command line does not exist in the model."
    case .sizeDependsOnData: "An operator needs the exact size of a value whose size depends on data."
    case .layoutTransposeKept: "Keeping the ONNX layout at a graph input or output costs a transpose."
    case .layoutChanged: "A graph input or output is channels-last, where the model has it channels-first."
    case .quantizationEmulated:
      "The model is quantized, and its quantization is computed in float arithmetic."
    case .floatsRemain: "Nodes of a quantized model compute with floats."
    case .rawInput:
      "An input's features differ so much in size that one scale leaves nothing of the small ones."
    case .unlikeParts: "Parts of very different ranges share one tensor of an output."
    case .quantizationNoise: "Quantization adds more noise to the results than most applications bear."
    case .tfliteUnsupported: "A node has no exact TFLite form."
    case .cUnsupported: "A node has no C form."
    case .cCompilerFailed: "The C compiler could not be run, or rejected the generated code."
    case .budgetExceeded: "The program needs more RAM or flash than --max-ram or --max-flash allow."
    case .dataMismatch: "Data does not fit the model's inputs or outputs in number, name, type or shape."
    case .malformedData: "A data file (.npy, .npz, .pb, .bin) cannot be decoded."
    case .numbersDiffer: "Compared numbers differ by more than the tolerance."
    case .calibrationDoubtful: "Calibration data are few, or unlike what a model meets in use."
    case .fileNotReadable: "A file or folder cannot be read."
    case .fileNotWritable: "A file or folder cannot be written."
    case .invalidOption: "A command-line option has a value that cannot be used."
    case .internalInvariant: "edgec broke one of its own rules; this is a bug in edgec, not in the model."
    }
  }
}
