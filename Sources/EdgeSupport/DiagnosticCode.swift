/// Every kind of problem edgec reports. The number is stable: scripts match on it. What is said of each, in
/// `docs/DIAGNOSTICS.md` and by `edgec explain`, is its `explanation`.
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
  case runtimeFailed = "E502"
  case cUnsupported = "E601"
  case cCompilerFailed = "E602"
  case budgetExceeded = "E603"

  case dataMismatch = "E701"
  case malformedData = "E702"
  case numbersDiffer = "E703"
  case calibrationDoubtful = "E704"
  case regression = "E705"

  case fileNotReadable = "E801"
  case fileNotWritable = "E802"
  case invalidOption = "E803"

  case internalInvariant = "E901"
}
