import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

/// A whole int8 model as a program of its own: every bit as in the reference interpreter.
struct QuantizedProgramTests {
  @Test(arguments: CCompiler.host, [["-O1"], ["-O3"]])
  func everyBitIsTheInterpreters(_ compiler: CCompiler, flags: [String]) throws {
    let graph = try Self.classifier()
    let sanitizers: [CCompiler.Sanitizer] = flags == ["-O1"] ? [.address, .undefined] : []
    let runner = try CModelRunner(graph, compiler: compiler, sanitizers: sanitizers, flags: flags)
    for seed in UInt64(1)...5 {
      let image = Self.image(seed)
      #expect(try runner.run([image])[0].isIdentical(to: Interpreter(graph).run([image])[0]))
    }
  }

  @Test(arguments: [CortexMBoard.cortexM0plus, .cortexM4, .cortexM55])
  func goldensOnCortexM(_ board: CortexMBoard) throws {
    let graph = try Self.classifier()
    let image = Self.image(3)
    let golden = CGolden(inputs: [image], outputs: try Interpreter(graph).run([image]))
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(graph, harness: .test, goldens: [golden]))
    let program = try board.compile(
      [folder.file("model.c"), folder.file("model_test.c")], includes: [folder.path])
    let result = try program.run()
    #expect(result.text == "model: 0 of 1 test vectors failed\n", "\(result.errors)")
  }

  @Test(
    .enabled(
      if: EmulatedMachine.riscv32.isAvailable, "no riscv64-unknown-elf-gcc or qemu-system-riscv32: make setup"
    ))
  func goldensOnRISCV() throws {
    let graph = try Self.classifier()
    let image = Self.image(3)
    let golden = CGolden(inputs: [image], outputs: try Interpreter(graph).run([image]))
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(graph, harness: .test, goldens: [golden]))
    let result = try EmulatedMachine.riscv32.run(
      [folder.file("model.c"), folder.file("model_test.c")], includes: [folder.path])
    #expect(result.errors == "model: 0 of 1 test vectors failed\n")
  }

  /// A single wrong unit fails.
  @Test func goldensHaveNoTolerance() throws {
    let graph = try Self.classifier()
    let image = Self.image(3)
    let scores = try Interpreter(graph).run([image])[0]
    let wrong = Tensor(scores.shape, scores.elements(as: Int8.self).map { $0 ^ 1 })
    let folder = try TemporaryDirectory()
    let golden = CGolden(inputs: [image], outputs: [wrong])
    try folder.write(Models.lower(graph, harness: .test, goldens: [golden]))
    let program = try CCompiler.gcc.compile([folder.file("model.c"), folder.file("model_test.c")])
    #expect(try program.run().text == "model: 1 of 1 test vectors failed\n")
  }

  @Test func headerSaysWhatIntegersStandFor() throws {
    let files = try Models.lower(Self.classifier()).files()
    let header = try #require(files.first { $0.name == "model.h" }).text
    for line in [
      "#define MODEL_INPUT_0_SCALE 0.05f", "#define MODEL_INPUT_0_ZERO_POINT (-3)",
      "int8_t *model_input_0(void *arena);", "#define MODEL_OUTPUT_0_SCALE 0.00390625f",
      "#define MODEL_OUTPUT_0_ZERO_POINT (-128)", "const int8_t *model_output_0(const void *arena);",
    ] {
      #expect(header.contains("\(line)\n"))
    }
    let plain = try Models.lower(Models.convolutions()).files()[0].text
    #expect(!plain.contains("SCALE"))
  }

  static func image(_ seed: UInt64) -> Tensor {
    integers([1, 9, 8, 3], seed: seed, Quantization(scale: 0.05, zeroPoint: -3))
  }

  /// A padded convolution, a depthwise one with a residual around it, a mean over the image, scores, softmax.
  static func classifier() throws -> Graph {
    var editor = GraphEditor(name: "classifier")
    let x = editor.addInput(name: "image", type: image(0).type)
    func bias(_ count: Int, _ scale: Float) -> ValueID {
      let numbers = Tensor.random([count], of: Float.self, in: -900...900, seed: 7)
      let integers = Tensor([count], numbers.elements(as: Float.self).map { Int32($0) })
      let quantization = Quantization(scale: scale * 0.01, zeroPoint: 0)
      return editor.addConstant(
        integers.as(TensorType(.int32, [count], quantization: quantization)), name: "bias")
    }
    func add(_ op: any IntegerComputing, _ inputs: [ValueID?], _ result: Quantized.Result) throws -> ValueID {
      try editor.add(Quantized(op, results: [result]), inputs)[0]
    }
    let window = Conv(
      strides: [2, 1], dilations: [1, 1], padsBegin: [1, 1], padsEnd: [1, 1], groups: 1, activation: .relu)
    let w1 = editor.addConstant(weights([6, 3, 3, 3]), name: "w1")
    let features = try add(window, [x, w1, bias(6, 0.05)], result(0.04, -128))
    let depthwise = Conv(
      strides: [1, 1], dilations: [1, 1], padsBegin: [1, 1], padsEnd: [1, 1], groups: 6)
    let w2 = editor.addConstant(weights([6, 3, 3, 1]), name: "w2")
    let filtered = try add(depthwise, [features, w2, bias(6, 0.04)], result(0.06, 5))
    let sum = try add(Binary(.add, activation: .relu), [features, filtered], result(0.05, -128))
    let mean = try add(Reduce(.mean, axes: [1, 2], keepDims: false), [sum], result(0.02, -100))
    let w3 = editor.addConstant(weights([5, 6]), name: "w3")
    let scores = try add(FullyConnected(), [mean, w3, bias(5, 0.02)], result(0.03, 11))
    let softmax = try add(Softmax(axis: 1), [scores], result(1 / 256, -128))
    editor.addOutput(name: "probabilities", value: softmax)
    return editor.graph
  }

  private static func result(_ scale: Float, _ zeroPoint: Int) -> Quantized.Result {
    Quantized.Result(.int8, Quantization(scale: scale, zeroPoint: zeroPoint))
  }

  private static func weights(_ shape: [Int]) -> Tensor {
    let scales = (0..<shape[0]).map { 0.01 + Float($0) * 0.002 }
    return integers(
      shape, seed: 5, Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }, axis: 0))
  }

  private static func integers(_ shape: [Int], seed: UInt64, _ quantization: Quantization) -> Tensor {
    let numbers = Tensor.random(shape, of: Float.self, in: -127...127, seed: seed)
    let integers = Tensor(shape, numbers.elements(as: Float.self).map { Int8($0) })
    return integers.as(TensorType(.int8, shape, quantization: quantization))
  }
}
