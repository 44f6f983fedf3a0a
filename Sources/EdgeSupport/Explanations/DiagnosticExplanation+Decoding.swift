/// E1xx: what can be wrong with the bytes of a model.
extension DiagnosticExplanation {
  static let malformedModel = DiagnosticExplanation(
    title: "not a well-formed model",
    meaning:
      "The file begins like a model, but its bytes are truncated, corrupted, or lack a field that every model has.",
    causes: [
      "The download or copy broke off before its end.",
      "The file was opened and saved by an editor, or transferred as text.",
      "A script that builds the model left out the graph or its outputs.",
    ],
    remedies: [
      "Download, copy or export the model again and compare the sizes.",
      "Ask the format's own checker for a second opinion: `onnx.checker.check_model` in Python.",
    ],
    example: """
      model.onnx: error: E101: is not a well-formed ONNX file: the protobuf encoding is truncated or corrupted
        hint   check the file with onnx.checker, or export it again
      """)

  static let unrecognizedFormat = DiagnosticExplanation(
    title: "not a model",
    meaning:
      "The file is neither an ONNX nor a TFLite model, or it is one of these where the command needs the other. The "
      + "content decides, not the name.",
    causes: [
      "The file is a training checkpoint (`.pt`, `.ckpt`, `.keras`), not an exported model.",
      "The file is a pointer of Git LFS, or the web page of a download that failed.",
      "`edgec optimize` or `edgec quantize` was given a `.tflite` file.",
    ],
    remedies: [
      "Export the network: `torch.onnx.export`, `tf2onnx`, `skl2onnx`.",
      "With Git LFS run `git lfs pull`.",
    ],
    example: """
      model.onnx: error: E102: is neither an ONNX nor a TFLite model
        hint   it is a Git LFS pointer: run `git lfs pull`
      """)

  static let externalDataMissing = DiagnosticExplanation(
    title: "weights in another file are missing",
    meaning:
      "The model keeps weights in a data file of its own, and that file cannot be read or is shorter than the model says.",
    causes: [
      "Only the `.onnx` file was copied, without the `.data` file beside it.",
      "The data file was renamed: the model knows it by its old name.",
      "The data file belongs to another export of the model.",
    ],
    remedies: [
      "Put the data file into the model's folder under the name that the message gives.",
      "Or save the model in one file: `onnx.save(onnx.load('model.onnx'), 'whole.onnx')`.",
    ],
    example: """
      model.onnx: error: E103: external data 'model.onnx.data' cannot be read: No such file or directory
        value  'conv1.weight'
        hint   keep the model's data files in its folder
      """)

  static let externalDataOutsideFolder = DiagnosticExplanation(
    title: "weights outside the model's folder",
    meaning:
      "The model names a data file by an absolute path, through `..`, or by a link that leaves the model's folder. Such "
      + "files are not opened: a model from elsewhere must not read this machine's files.",
    causes: [
      "The exporter wrote absolute paths.",
      "The data file is shared by several models and lies one folder above.",
    ],
    remedies: [
      "Move the data file into the model's folder and save the model again with a plain file name as its location.",
      "Or save the model in one file: `onnx.save(onnx.load('model.onnx'), 'whole.onnx')`.",
    ],
    example: """
      model.onnx: error: E104: external data '../weights.bin' are outside the model's folder
        value  'conv1.weight'
        hint   put the data file into the model's folder and name it by a relative path without '..'
      """)

  static let malformedTensor = DiagnosticExplanation(
    title: "a stored tensor contradicts itself",
    meaning:
      "A tensor in the file holds fewer or more elements than its shape says, or its shape cannot be.",
    causes: [
      "A script changed `dims` without the data, or the data without `dims`.",
      "The exporter has a bug with this element type, 4-bit types above all.",
    ],
    remedies: [
      "Export the model again, with a newer exporter if there is one.",
      "In scripts make tensors with `onnx.numpy_helper.from_array`, which keeps both together.",
    ],
    example: """
      model.onnx: error: E105: a stored tensor expected 8 bytes for 2 elements of float, got 7
        value  'w'
        hint   export the model again
      """)

  static let unsupportedElementType = DiagnosticExplanation(
    title: "an element type that edgec does not read",
    meaning:
      "A tensor has elements of a type that no graph of edgec holds: strings, complex numbers, float8.",
    causes: [
      "The model maps words or class labels to strings inside.",
      "The model was compressed to float8 for a server.",
    ],
    remedies: [
      "Do what concerns strings before or after the model, in the application.",
      "Convert tensors to bool, integers of 4 to 64 bits, float16, bfloat16, float32 or float64.",
    ],
    example: """
      model.onnx: error: E106: the class labels are strings
        node   'classifier' (#3), ai.onnx.ml::LinearClassifier-1
        hint   train with integer labels, or make the scores the model's only output
      """)

  static let sizeLimitExceeded = DiagnosticExplanation(
    title: "a size beyond the limits",
    meaning:
      "A size in the file is beyond what edgec accepts or a format can hold: tensors of 4 GiB, TFLite files of 2 GiB.",
    causes: [
      "An input shape has a zero too many, on the command line or in the model.",
      "The file is damaged, or made to exhaust memory.",
      "The weights are too large for one `.tflite` file.",
    ],
    remedies: [
      "Check the shape that the message names; give a smaller one with `--input-shape` or `--dim`.",
      "Store weights in fewer bits: `--quantize fp16` or `--quantize int8`.",
    ],
    example: """
      model.onnx: error: E107: shape [1099511627776, 1099511627776] is larger than 4294967296 bytes
        value  'x'
      """)
}
