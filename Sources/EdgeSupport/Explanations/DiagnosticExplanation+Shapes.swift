/// E2xx, continued: shapes. Artefacts have fixed ones.
extension DiagnosticExplanation {
  static let dimensionNotPinned = DiagnosticExplanation(
    title: "an input dimension without a size",
    meaning:
      "The model leaves a dimension of an input open, and what edgec writes has fixed shapes: memory is planned to the byte.",
    causes: [
      "The model was exported with dynamic axes, for images or texts of any size.",
      "The exporter did not write the input's shape at all.",
    ],
    remedies: [
      "Give the size: `--dim height=224`, or the whole shape: `--input-shape image=1,3,224,224`.",
      "`edgec run` and `edgec verify --data` take the sizes from the data.",
    ],
    example: """
      model.onnx: error: E208: dimension 2 'height' has no fixed size
        value  'image'
        hint   fix it with --dim height=N
      """)

  static let dimensionPinned = DiagnosticExplanation(
    title: "a leading dimension taken to be 1",
    meaning:
      "The first dimension of an input is open. It is the batch in nearly all models, and devices work on one sample at a "
      + "time, so it was taken to be 1.",
    causes: ["The model was exported with a dynamic batch."],
    remedies: [
      "Nothing, if a batch of 1 is right.",
      "Otherwise give the size with `--dim batch=8` or `--input-shape`.",
    ],
    example: """
      model.onnx: note: E209: leading dimension 'batch' taken to be 1
        value  'input'
        hint   choose another size with --dim batch=N
      """)

  static let inputNotConstant = DiagnosticExplanation(
    title: "a value that decides shapes is computed at run time",
    meaning:
      "An operator takes a shape, an axis, a count or a condition from a value that is only known when the model runs, and "
      + "artefacts have fixed shapes.",
    causes: [
      "The network branches or loops depending on its input, with results of different shapes.",
      "The value follows from an input's shape that is still open.",
      "The value is an input of the model, such as the target size of a resize.",
    ],
    remedies: [
      "Fix the input shapes with `--input-shape` or `--dim`, so that the value can be computed ahead.",
      "Make the value a constant of the network and export again.",
      "`edgec run` follows the data and needs nothing fixed.",
    ],
    example: """
      model.onnx: error: E210: state 0 of the loop is f32[1,4] before an iteration and f32[2,4] after it
        node   'loop' (#7), Loop-16
        hint   re-export the model with states of one shape
      """)

  static let shapeMismatch = DiagnosticExplanation(
    title: "a declaration contradicts the operators",
    meaning:
      "The file declares a type or a shape for a value, and its operators compute another. One of the two is wrong, and "
      + "edgec does not guess which.",
    causes: [
      "A script changed the network and kept old `value_info`.",
      "An input was given another rank with `--input-shape` than the model has.",
      "The exporter recorded the shapes of its example input as if they were fixed.",
    ],
    remedies: [
      "Remove the declarations and let edgec compute them: `del model.graph.value_info[:]`.",
      "Export the model again.",
    ],
    example: """
      model.onnx: error: E211: the model declares 'a' as f32[1,5], its operators compute f32[1,4]
        node   'relu_a' (#0), Relu-17
        note   inputs x: f32[1,4]
        hint   remove the wrong declaration (value_info) or re-export the model
      """)

  static let unknownDimension = DiagnosticExplanation(
    title: "an option names no dimension or input of the model",
    meaning: "`--dim` or `--input-shape` names something that the model does not have.",
    causes: [
      "The name is misspelt, or belongs to another export of the model.",
      "The name is that of an inner value, not of an input.",
    ],
    remedies: ["Use a name that the hint lists; `edgec inspect` shows the inputs."],
    example: """
      model.onnx: error: E212: --dim names 'bacth', which is no dimension of the inputs
        hint   symbols are batch
      """)

  static let sizeDependsOnData = DiagnosticExplanation(
    title: "an operator needs a size that depends on data",
    meaning:
      "How many elements a value has is known only when the model runs (NonZero, NonMaxSuppression, Compress). Artefacts "
      + "have room for the most and count what is there, but this operator needs the exact size beforehand.",
    causes: [
      "Detections or selected elements are averaged, normalised or counted from the end inside the model."
    ],
    remedies: [
      "Make the value that the message names an output of the model and do the rest on the host.",
      "Run the model on given data with `edgec run`.",
    ],
    example: """
      model.onnx: error: E213: the size of 'selected' depends on data: it is at most i64[100,3], and ReduceMean needs to know it
        hint   make 'selected' an output of the model and do the rest on the host, or use `edgec run` with data
      """)
}
