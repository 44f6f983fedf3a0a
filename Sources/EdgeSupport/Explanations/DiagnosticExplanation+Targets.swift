/// E5xx and E6xx: what a target cannot express, hold or compile.
extension DiagnosticExplanation {
  static let tfliteUnsupported = DiagnosticExplanation(
    title: "no exact TFLite form",
    meaning:
      "TFLite, in the runtime that `--target` names, has nothing that computes what this node does, for these types, shapes "
      + "and attributes. edgec refuses where others approximate: silence means exactness.",
    causes: [
      "The runtime has the operator, but not for this element type, rank or attribute.",
      "The target is `tflm`, which has fewer operators than LiteRT.",
      "An operand that the runtime wants constant is computed.",
    ],
    remedies: [
      "Follow the hint: often another element type or mode is enough.",
      "Ask for the other runtime with `--target litert`, or for C with `edgec emit-c`, which has kernels of its own.",
      "See everything that stands in the way at once with `edgec check`.",
      "For a report, cut the model down to the node: `edgec reduce model.onnx --code E501 -o small.onnx`.",
    ],
    example: """
      model.onnx: error: E501: TFLite has no remainder of integers with the dividend's sign
        node   '/mod' (#12), Mod-13
        note   inputs x: i32[1,4], y: i32[1,4]
        hint   use `edgec emit-c`, which may support it
      """)

  static let runtimeFailed = DiagnosticExplanation(
    title: "the runtime LiteRT could not run the model",
    meaning:
      "`edgec verify --litert` runs TFLite models in LiteRT, through a Python that has it. There is no such Python, or the "
      + "runtime did not get to the end.",
    causes: [
      "The Python in `PATH`, or that of `$VIRTUAL_ENV`, has neither ai_edge_litert, tflite_runtime nor tensorflow.",
      "The runtime is older than an operator of the model, or the file is damaged.",
    ],
    remedies: [
      "Install it: `pip install ai-edge-litert`.",
      "Name the Python that has it: `edgec verify model.onnx --python ~/venv/bin/python`.",
      "Read the notes: they are the runtime's own last words.",
    ],
    example: """
      error: E502: found no Python with LiteRT
        note   'python3' has neither ai_edge_litert, tflite_runtime nor tensorflow
        hint   pip install ai-edge-litert, and name that Python with --python if it is not python3
      """)

  static let cUnsupported = DiagnosticExplanation(
    title: "no C form",
    meaning: "No kernel in C computes what this node does, for these types, shapes and attributes.",
    causes: [
      "The model computes in float16 or bfloat16, for which C99 has no type.",
      "A quantized model has an attribute that integer kernels do not take.",
    ],
    remedies: [
      "Follow the hint: converting the model to float32 removes most of these.",
      "Use `edgec convert`: TFLite may have it.",
      "For a report, cut the model down to the node: `edgec reduce model.onnx --code E601 -o small.onnx`.",
    ],
    example: """
      model.onnx: error: E601: no kernel compares float16
        node   '/topk' (#4), TopK-11
        hint   convert the model to float32
      """)

  static let cCompilerFailed = DiagnosticExplanation(
    title: "the C compiler or the emulator failed",
    meaning:
      "`edgec verify`, `edgec bench` and `edgec run --backend c` compile the generated C on this machine, and with `--qemu` "
      + "for an emulated board. The compiler or the emulator could not be run, or rejected the program.",
    causes: [
      "No C compiler is installed, or the environment variable `CC` names none; for `--qemu` `arm-none-eabi-gcc` or "
        + "`qemu-system-arm` is missing.",
      "The program is larger than the emulated board's memory.",
      "The generated files were edited.",
    ],
    remedies: [
      "Install gcc or clang, or name yours: `CC=clang edgec verify model.onnx --against c`.",
      "For boards: `apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm`.",
      "If the code was not edited, please report it: generated C compiles without a warning.",
    ],
    example: """
      error: E602: there is no C compiler 'cc'
        hint   install one, or name yours in the environment variable CC
      """)

  static let budgetExceeded = DiagnosticExplanation(
    title: "a budget is exceeded",
    meaning:
      "The program needs more RAM, flash, stack or work than an option allows. RAM, constants and multiply-accumulates are "
      + "exact, known before anything runs; code and stack are what the compiler says.",
    causes: [
      "Images or sequences are larger than the network needs.",
      "Weights are float32 where 8 bits would do.",
    ],
    remedies: [
      "See what exists at the peak in the notes, and in `edgec inspect`.",
      "Quantize: `--quantize int8` needs a quarter of both.",
      "Try `--optimize ram`, smaller inputs, or a higher budget.",
    ],
    example: """
      error: E603: expected at most 4,096 B of RAM, got 9,216 B: 5,120 B too much
        note   peak 9,216 B at Conv 'conv_2'; no order of these operators can need less than 9,216 B
        note   at the peak: 'relu_1' 3,072 B, 'relu_2' 3,072 B, 'conv_2' 3,072 B
        hint   use a smaller model, or raise --max-ram
      """)
}
