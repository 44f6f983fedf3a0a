extension DiagnosticCode {
  /// One or two sentences for `docs/DIAGNOSTICS.md`: what the user can do. A diagnostic's own hint is more precise
  /// where there is one.
  public var remedy: String {
    switch self {
    case .malformedModel:
      "Download or export the model again; check it with `onnx.checker`. Files kept with Git LFS may be pointers."
    case .unrecognizedFormat:
      "Give the path of a `.onnx` or `.tflite` file. The content decides, not the name."
    case .externalDataMissing: "Put the data file beside the model under the name that the message gives."
    case .externalDataOutsideFolder: "Move the data file into the model's folder and save the model again."
    case .malformedTensor: "Export the model again; if that does not help, report it to the exporter."
    case .unsupportedElementType:
      "Convert the tensor to a supported type: bool, 8 to 64-bit integers, or 16 to 64-bit floats."
    case .sizeLimitExceeded: "Check the shape that the message names; give smaller input shapes."
    case .unsupportedOperator:
      "Look the operator up in `docs/OPERATORS.md`; export with another opset or replace it in the network."
    case .unsupportedOpset: "Export with an opset that the message lists, or use `onnx.version_converter`."
    case .invalidAttribute, .invalidInputs:
      "The node is not what ONNX allows: fix the network or the script that edited the model."
    case .danglingValue, .cyclicGraph, .duplicateName:
      "The model was cut or edited badly; export it again or repair the script."
    case .dimensionNotPinned:
      "Give the numbers with the `--dim` or `--input-shape` flags that the message lists."
    case .dimensionPinned: "Nothing, if a batch of 1 is right; otherwise give `--dim` or `--input-shape`."
    case .inputNotConstant:
      "Fix the input shapes, so that edgec can compute the value ahead, or make it constant."
    case .shapeMismatch: "Remove the wrong `value_info` from the model, or export it again."
    case .unknownDimension: "Use a name that `edgec inspect` shows."
    case .sizeDependsOnData:
      "Make the value an output of the model and do the rest on the host, or run the model on given data."
    case .layoutTransposeKept: "Use `--io-layout nhwc` if your application can supply channels-last tensors."
    case .layoutChanged: "Supply and read the tensor channels-last, or leave out `--io-layout nhwc`."
    case .quantizationEmulated:
      "Convert the float model the quantized one was made from, unless exactness is the aim."
    case .floatsRemain:
      "Nothing, if the target runs floats; otherwise replace the operators that the message names."
    case .rawInput: "Standardize the features before training, so that one scale fits all."
    case .unlikeParts: "Make the parts outputs of their own, each with a scale of its own."
    case .quantizationNoise: "Calibrate with more and better data, or use `--quantize int16x8`."
    case .tfliteUnsupported: "Follow the hint, or use `edgec emit-c`, which may support the node."
    case .cUnsupported: "Follow the hint, or use `edgec convert`, which may support the node."
    case .cCompilerFailed: "Install a C compiler, or name one in the environment variable `CC`."
    case .budgetExceeded: "See in the report what needs the memory; use a smaller model or raise the budget."
    case .dataMismatch: "Compare the data with the inputs that `edgec inspect` shows."
    case .malformedData: "Write the file again, for example with `numpy.save`."
    case .numbersDiffer: "Run `edgec verify --per-layer` to find the first node that differs."
    case .calibrationDoubtful: "Calibrate with at least 30 inputs that the model meets in use."
    case .fileNotReadable: "Check the path and the permissions."
    case .fileNotWritable: "Check that the folder exists, that it is writable, and that the disk is not full."
    case .invalidOption: "Use one of the values that the message or `--help` lists."
    case .internalInvariant: "Please report it with the model and the whole message."
    }
  }
}
