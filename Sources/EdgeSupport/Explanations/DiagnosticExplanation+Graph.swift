/// E3xx: the layout of images.
extension DiagnosticExplanation {
  static let layoutTransposeKept = DiagnosticExplanation(
    title: "the layout of an input or output costs a transpose",
    meaning:
      "ONNX images are channels-first, TFLite's and the kernels' are channels-last. The artefact keeps the model's layout at "
      + "its inputs and outputs, and pays for it with a transpose.",
    causes: ["The model has image inputs or outputs, and `--io-layout` is `onnx`, its default."],
    remedies: [
      "Use `--io-layout nhwc` if the application can supply and read channels-last tensors; cameras do so anyway.",
      "Nothing, if the transpose is cheap enough: results are right either way.",
    ],
    example: """
      note: E301: keeping the model's layout at its inputs and outputs costs 1 transpose (12,288 B per run)
        hint   if the application can work channels-last, --io-layout nhwc saves them
      """)

  static let layoutChanged = DiagnosticExplanation(
    title: "an input or output is channels-last",
    meaning:
      "With `--io-layout nhwc` an input or output of the artefact is channels-last, where the model has it channels-first.",
    causes: ["`--io-layout nhwc` was asked for, and it saves a transpose here."],
    remedies: [
      "Supply and read the tensor channels-last, as the message shows its type.",
      "Or leave out `--io-layout nhwc`.",
    ],
    example: """
      note: E302: is channels-last here, as f32[1,32,32,3], where the model has it channels-first
        value  'image'
        hint   leave out --io-layout nhwc to keep the model's layout
      """)
}
