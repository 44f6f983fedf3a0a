import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

/// Float kernels for processors against the reference kernels, on this machine and on boards.
struct FloatKernelTests {
  /// One convolution.
  private struct Case {
    var x: [Int]
    var outputs: Int
    var kernel: [Int]
    var strides = [1, 1]
    var dilations = [1, 1]
    var begin = [0, 0]
    var end = [0, 0]
    var groups = 1
    var activation: Clamp?
    var hasBias = true
  }

  /// Rows of taps that are no multiple of a block, channels that fill none, pixels left over, padding on each side, windows of
  /// several panels, everything that only some kernels take.
  private static let cases: [Case] = [
    Case(x: [1, 9, 7, 3], outputs: 20, kernel: [3, 3], begin: [1, 1], end: [1, 1], activation: .relu),
    Case(x: [2, 6, 6, 16], outputs: 8, kernel: [3, 3], strides: [2, 2], end: [1, 1], activation: .relu6),
    Case(x: [1, 5, 5, 64], outputs: 64, kernel: [1, 1], activation: .relu),
    Case(x: [1, 3, 3, 600], outputs: 10, kernel: [1, 1], hasBias: false),
    Case(x: [1, 3, 2, 26], outputs: 5, kernel: [1, 1], activation: Clamp(lower: -0.5, upper: 0.25)),
    Case(x: [1, 4, 5, 200], outputs: 24, kernel: [3, 3], begin: [2, 0], end: [0, 2]),
    Case(x: [1, 8, 9, 5], outputs: 17, kernel: [2, 3], dilations: [2, 3], begin: [0, 4], end: [1, 4]),
    Case(x: [1, 49, 10, 1], outputs: 12, kernel: [10, 4], strides: [2, 2], begin: [4, 1], end: [5, 1]),
    Case(x: [1, 1, 23, 4], outputs: 6, kernel: [1, 9], strides: [1, 3], begin: [0, 9], end: [0, 1]),
    Case(
      x: [2, 9, 7, 16], outputs: 16, kernel: [3, 3], begin: [1, 1], end: [1, 1], groups: 16, activation: .relu
    ),
    Case(
      x: [1, 8, 8, 8], outputs: 8, kernel: [3, 3], strides: [2, 2], end: [1, 1], groups: 8, activation: .relu6
    ),
    Case(
      x: [1, 9, 2, 4], outputs: 4, kernel: [3, 3], strides: [4, 1], begin: [0, 2], end: [2, 1], groups: 4),
    Case(
      x: [1, 6, 6, 20], outputs: 20, kernel: [5, 5], begin: [2, 2], end: [2, 2], groups: 20, hasBias: false),
    Case(x: [1, 7, 7, 3], outputs: 3, kernel: [3, 3], dilations: [2, 1], groups: 3),
    Case(x: [1, 5, 5, 4], outputs: 8, kernel: [3, 3], groups: 4),
    Case(x: [1, 5, 5, 4], outputs: 6, kernel: [3, 3], groups: 2),
  ]

  private let graph: Graph
  private let arguments: [Tensor]
  private let expected: [Tensor]

  init() throws {
    var editor = GraphEditor(name: "products")
    var arguments: [Tensor] = []
    func tensor(_ shape: [Int], _ seed: Int) -> Tensor {
      .random(shape, of: Float.self, in: -1...1, seed: UInt64(seed))
    }
    func add(_ op: any Operator, _ x: [Int], _ weights: [Int], hasBias: Bool) throws {
      let seed = arguments.count + 1
      let input = editor.addInput(name: "x\(seed)", type: TensorType(.float32, x))
      let bias = hasBias ? editor.addConstant(tensor([weights[0]], 100 + seed), name: "b\(seed)") : nil
      let filter = editor.addConstant(tensor(weights, 200 + seed), name: "w\(seed)")
      editor.addOutput(name: "y\(seed)", value: try editor.add(op, [input, filter, bias])[0])
      arguments.append(tensor(x, seed))
    }
    for c in Self.cases {
      let op = Conv(
        strides: c.strides, dilations: c.dilations, padsBegin: c.begin, padsEnd: c.end, groups: c.groups,
        activation: c.activation)
      try add(op, c.x, [c.outputs] + c.kernel + [c.x[3] / c.groups], hasBias: c.hasBias)
    }
    try add(FullyConnected(), [1, 640], [20, 640], hasBias: true)
    try add(FullyConnected(activation: .relu), [3, 130], [7, 130], hasBias: false)
    try add(FullyConnected(), [2, 1, 27], [33, 27], hasBias: true)
    graph = editor.graph
    self.arguments = arguments
    expected = try Interpreter(editor.graph).run(arguments)
  }

  private func program(_ target: CTarget, in folder: TemporaryDirectory) throws -> [String] {
    let options = COptions(
      name: "model", target: target, goal: .speed, maxRAM: 1 << 20, harness: .test, version: "0",
      modelDigest: "0", goldens: [CGolden(inputs: arguments, outputs: expected)])
    let program = try CHost.lower(graph, options: options)
    try folder.write(program)
    let kernels = Set(program.report.steps.compactMap { $0.kernel?.name })
    switch target.instructions {
    case .simd: #expect(kernels == ["vectors", "vectors depthwise", "portable"])
    case .dsp, .mve: #expect(kernels == ["vfp 2x8", "vfp depthwise 3x3", "portable"])
    case .portable: Issue.record("there are no kernels for \(target)")
    }
    return [folder.file("model.c"), folder.file("model_test.c")]
  }

  /// With AVX2 and AVX-512 where this machine has them.
  @Test(arguments: [
    (CTarget.host, ["-O1"], CCompiler.gcc), (.host, ["-O3", "-march=native", "-mno-avx512f"], .gcc),
    (.host, ["-O2", "-march=native"], .clang), (.cortexM4, ["-O1"], .gcc),
  ])
  func onThisMachine(_ target: CTarget, flags: [String], compiler: CCompiler) throws {
    let folder = try TemporaryDirectory()
    let sources = try program(target, in: folder)
    let executable = try compiler.compile(
      sources, includes: [folder.path], flags: flags,
      sanitizers: compiler.name == "gcc" ? [.address, .undefined] : [])
    let result = try executable.run(["-"], input: arguments.flatMap { [UInt8]($0.storage.bytes) })
    #expect(result.status == 0, "\(result.errors)")
    let actual = try CModelRunner.tensors(expected.map(\.type), from: result.output)
    for (index, (y, reference)) in zip(actual, expected).enumerated() {
      try OperatorCheck.compare(y, reference, .init(relative: 1e-5, absolute: 2e-5), output: index)
    }
  }

  @Test(arguments: [CortexMBoard.cortexM4, .cortexM55], ["-O2"])
  func onBoards(_ board: CortexMBoard, level: String) throws {
    let folder = try TemporaryDirectory()
    let sources = try program(board.target, in: folder)
    let result = try board.compile(sources, includes: [folder.path], flags: [level]).run()
    #expect(result.text == "model: 0 of 1 test vectors failed\n", "\(result.errors)")
  }
}
