/// E7xx to E9xx: data, comparison, files, options, and bugs of our own.
extension DiagnosticExplanation {
  static let dataMismatch = DiagnosticExplanation(
    title: "data that do not fit the model",
    meaning: "Arrays do not fit the model's inputs or outputs in number, name, type or shape.",
    causes: [
      "The data belong to another model, or to another export of it.",
      "Images are channels-last where the model has them channels-first, or lack the batch dimension.",
      "Arrays are float64, numpy's default, where the model has float32.",
    ],
    remedies: [
      "Compare the arrays with the inputs that `edgec inspect` shows.",
      "Name arrays after inputs: `numpy.savez('data.npz', image=x)`, or files `image.npy`.",
    ],
    example: """
      data: error: E701: has no array for input 'image'
        value  'image'
        note   it has images
        hint   name it input_0, or after the input
      """)

  static let malformedData = DiagnosticExplanation(
    title: "a data file that cannot be decoded",
    meaning:
      "A `.npy`, `.npz`, `.pb`, `.bin`, image, sound or JSON file is truncated or not what its name says.",
    causes: [
      "The copy broke off before its end.",
      "The array holds Python objects, which numpy stores as code.",
      "A JSON file has a comma too many.",
    ],
    remedies: ["Write the file again, for example with `numpy.save` of a plain array."],
    example: """
      x.npy: error: E702: ends too early: expected 4096 bytes at offset 128, got 1152 in all
        hint   the file is truncated or corrupted; write it again
      """)

  static let numbersDiffer = DiagnosticExplanation(
    title: "compared numbers differ",
    meaning:
      "What was compared differs from the model's reference outputs by more than the tolerance: 1e-5 of the output's largest "
      + "magnitude plus 1e-6, unless options say otherwise; for integers, in any bit.",
    causes: [
      "The artefact was made from another model, or with other options.",
      "The network amplifies rounding: differences of large numbers, or a threshold that rounding crosses.",
      "There is a bug, in edgec, in a runtime or in the data's expected outputs.",
    ],
    remedies: [
      "Find the first value that differs with `--per-layer`, the first pass with `--verify-each`.",
      "If the numbers are good enough, widen the tolerance with `--rtol`, `--atol` or `--max-ulp`.",
      "For a report, make the model small: `edgec reduce model.onnx --against … -o small.onnx`.",
    ],
    example: """
      model.onnx: error: E703: model.tflite: element 17 is 0.251, expected 0.248 (limit 3.4e-06)
        value  'scores'
        note   first in sample 0
        hint   widen the tolerance with --rtol, --atol or --max-ulp, or look for the cause with --per-layer and --verify-each
      """)

  static let calibrationDoubtful = DiagnosticExplanation(
    title: "doubtful calibration data",
    meaning:
      "Ranges are measured on calibration data. These are few, or look unlike what a model meets in use, so the ranges may "
      + "be wrong for real inputs.",
    causes: [
      "There are fewer than about 30 samples.",
      "Inputs are constant, or random numbers of even distribution.",
      "Images have not been scaled as in training.",
    ],
    remedies: [
      "Calibrate with 30 to 100 real inputs, preprocessed as in use.",
      "For images see `--image-scale`, `--image-mean` and `--image-std`.",
    ],
    example: """
      warning: E704: calibrated with 3 samples, where ranges need 30 or more
        hint   give more inputs that the model meets in use
      """)

  static let regression = DiagnosticExplanation(
    title: "worse than the baseline",
    meaning:
      "The model, or what edgec makes of it, is worse than in the report given with `--baseline`: it takes more RAM, flash, "
      + "stack or work, its errors are more than twice as large, it needs an operator that it did not need, or a target that "
      + "it had is gone.",
    causes: [
      "The network grew, or was exported in another way.",
      "Another version of edgec or of the C compiler makes another program.",
    ],
    remedies: [
      "Look at the layers that the message names, and undo the change.",
      "Allow for noise in sizes: `--baseline-slack 2` for two percent.",
      "If the change is meant, write a new baseline: `edgec verify model.onnx --report baseline.json`.",
    ],
    example: """
      model.onnx: error: E705: expected at most 9,216 B of RAM, as before, got 12,288 B: 33 % more
        node   'conv_2'
        note   the baseline is baseline.json
        hint   if that is meant, write a new baseline with --report baseline.json
      """)

  static let fileNotReadable = DiagnosticExplanation(
    title: "a file cannot be read",
    meaning: "A file or folder does not exist, is of another kind than expected, or may not be read.",
    causes: ["The path is misspelt, or relative to another folder.", "The permissions do not allow it."],
    remedies: ["Check the path with `ls -l`."],
    example: "modle.onnx: error: E801: cannot be read: No such file or directory")

  static let fileNotWritable = DiagnosticExplanation(
    title: "a file cannot be written",
    meaning:
      "A file or folder cannot be written. Outputs appear whole or not at all, so nothing was left behind.",
    causes: ["The folder does not exist.", "The permissions do not allow it, or the disk is full."],
    remedies: ["Make the folder first, or choose another place with `-o`."],
    example: "out/model.tflite: error: E802: cannot be written: No such file or directory")

  static let invalidOption = DiagnosticExplanation(
    title: "an option cannot be used",
    meaning:
      "An option or argument is unknown, is missing, contradicts another, or has a value that cannot be used.",
    causes: [
      "A name is misspelt.", "The option belongs to another command.", "Two options exclude each other.",
    ],
    remedies: ["`edgec help COMMAND` lists every option with its values."],
    example: """
      error: E803: --samples expects a number above 0, got 0
        hint   leave it out for all
      """)

  static let internalInvariant = DiagnosticExplanation(
    title: "a bug in edgec",
    meaning:
      "edgec broke one of its own rules. The model is not to blame, and nothing was written. The exit code is 70.",
    causes: ["The model has a combination of operators that nobody has tried."],
    remedies: [
      "Please report it with the model and the whole message.",
      "If the model is large or secret, make it small first: `edgec reduce model.onnx --code E901 -o small.onnx`.",
      "`--stop-after N` and `--verify-each` tell which pass is to blame.",
    ],
    example: """
      error: E901: pass 'fuse-scales' changed a number: element 0 is 1.5, expected 0.5 (limit 1e-05)
        value  'scores'
        hint   this is a bug in edgec; please report it with the model
      """)
}
