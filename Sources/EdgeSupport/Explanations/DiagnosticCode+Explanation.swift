extension DiagnosticCode {
  /// What there is to know about this kind of problem; the texts are in one file for each area.
  public var explanation: DiagnosticExplanation {
    switch self {
    case .malformedModel: .malformedModel
    case .unrecognizedFormat: .unrecognizedFormat
    case .externalDataMissing: .externalDataMissing
    case .externalDataOutsideFolder: .externalDataOutsideFolder
    case .malformedTensor: .malformedTensor
    case .unsupportedElementType: .unsupportedElementType
    case .sizeLimitExceeded: .sizeLimitExceeded
    case .unsupportedOperator: .unsupportedOperator
    case .unsupportedOpset: .unsupportedOpset
    case .invalidAttribute: .invalidAttribute
    case .invalidInputs: .invalidInputs
    case .danglingValue: .danglingValue
    case .cyclicGraph: .cyclicGraph
    case .duplicateName: .duplicateName
    case .dimensionNotPinned: .dimensionNotPinned
    case .dimensionPinned: .dimensionPinned
    case .inputNotConstant: .inputNotConstant
    case .shapeMismatch: .shapeMismatch
    case .unknownDimension: .unknownDimension
    case .sizeDependsOnData: .sizeDependsOnData
    case .layoutTransposeKept: .layoutTransposeKept
    case .layoutChanged: .layoutChanged
    case .quantizationEmulated: .quantizationEmulated
    case .floatsRemain: .floatsRemain
    case .rawInput: .rawInput
    case .unlikeParts: .unlikeParts
    case .quantizationNoise: .quantizationNoise
    case .tfliteUnsupported: .tfliteUnsupported
    case .runtimeFailed: .runtimeFailed
    case .cUnsupported: .cUnsupported
    case .cCompilerFailed: .cCompilerFailed
    case .budgetExceeded: .budgetExceeded
    case .dataMismatch: .dataMismatch
    case .malformedData: .malformedData
    case .numbersDiffer: .numbersDiffer
    case .calibrationDoubtful: .calibrationDoubtful
    case .regression: .regression
    case .fileNotReadable: .fileNotReadable
    case .fileNotWritable: .fileNotWritable
    case .invalidOption: .invalidOption
    case .internalInvariant: .internalInvariant
    }
  }
}
