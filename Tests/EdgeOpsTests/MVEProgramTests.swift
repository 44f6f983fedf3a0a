import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

/// Programs for Cortex-M55: which kernels are taken, and that they compute the reference interpreter's integers there and,
/// with the kernels' C forms, here.
struct MVEProgramTests {
  private struct Layer {
    let kernel: String
    let op: any IntegerComputing
    let inputs: [Tensor?]
    let zeroPoint: Int
    var outputScale: Float = 1.5
  }

  private static func conv(
    _ kernel: String, _ x: [Int], _ window: [Int], to channels: Int, stride: Int = 1,
    pads: [Int] = [0, 0, 0, 0],
    groups: Int = 1, activation: Clamp? = nil, zeroPoint: Int = -7, perChannel: Bool = true,
    scale: Float = 0.5
  ) -> Layer {
    let op = Conv(
      strides: [stride, stride], dilations: [1, 1], padsBegin: Array(pads.prefix(2)),
      padsEnd: Array(pads.suffix(2)),
      groups: groups, activation: activation)
    let seed = UInt64(x.reduce(channels) { $0 * 31 + $1 })
    let image = Integers.random(.int8, x, scale: 0.05, zeroPoint: 11, seed: seed)
    let weights = Integers.weights(
      [channels] + window + [x[3] / groups], perChannel: perChannel, seed: seed + 1)
    let bias = Integers.bias(.int32, weights, input: 0.05, seed: seed + 2)
    return Layer(
      kernel: kernel, op: op, inputs: [image, weights, bias], zeroPoint: zeroPoint, outputScale: scale)
  }

  private static func connected(_ kernel: String, _ k: Int, _ channels: Int, rows: Int = 1, perChannel: Bool)
    -> Layer
  {
    let x = Integers.random(.int8, [rows, k], scale: 0.05, zeroPoint: -3, seed: UInt64(k))
    let weights = Integers.weights([channels, k], perChannel: perChannel, seed: UInt64(k + 1))
    let bias = Integers.bias(.int32, weights, input: 0.05, seed: UInt64(k + 2))
    return Layer(
      kernel: kernel, op: FullyConnected(activation: nil), inputs: [x, weights, bias], zeroPoint: 5,
      outputScale: 0.4)
  }

  private static let same = [1, 1, 1, 1]
  private static let relu = Clamp(lower: 0, upper: .infinity)

  private static let layers: [Layer] = [
    conv("mve pointwise", [1, 5, 5, 32], [1, 1], to: 16),
    conv("mve pointwise", [2, 3, 3, 48], [1, 1], to: 8, activation: relu, zeroPoint: -128),
    conv("mve pointwise", [1, 5, 7, 32], [1, 1], to: 24, stride: 2),
    conv("mve resident", [1, 5, 5, 8], [1, 1], to: 12, activation: relu, zeroPoint: -128),
    conv(
      "mve resident", [1, 4, 5, 16], [1, 1], to: 8, activation: relu, zeroPoint: -128, perChannel: false),
    conv("mve 3x3", [1, 7, 6, 16], [3, 3], to: 6, pads: same),
    conv(
      "mve 3x3", [1, 9, 9, 32], [3, 3], to: 4, stride: 2, pads: [0, 0, 1, 1], activation: relu,
      zeroPoint: -128),
    conv("mve im2col", [1, 8, 9, 3], [3, 3], to: 8, stride: 2, pads: [0, 0, 1, 1]),
    conv("mve im2col", [1, 11, 6, 1], [10, 4], to: 16, stride: 2, pads: [4, 1, 5, 1]),
    conv("mve im2col deep", [1, 6, 6, 24], [4, 3], to: 5, pads: [1, 1, 2, 1]),
    conv(
      "mve depthwise 3x3", [1, 6, 8, 8], [3, 3], to: 8, pads: same, groups: 8, activation: relu,
      zeroPoint: -128),
    conv(
      "mve depthwise 3x3", [1, 7, 9, 20], [3, 3], to: 20, pads: [0, 1, 0, 0], groups: 20, activation: relu,
      zeroPoint: -128),
    conv(
      "mve depthwise 3x3", [1, 7, 9, 16], [3, 3], to: 16, stride: 2, pads: same, groups: 16, activation: relu,
      zeroPoint: -128),
    conv(
      "mve depthwise narrow", [1, 9, 5, 32], [3, 3], to: 32, pads: same, groups: 32, activation: relu,
      zeroPoint: -128),
    conv(
      "mve depthwise narrow", [1, 6, 6, 16], [3, 3], to: 16, pads: same, groups: 16, activation: relu,
      zeroPoint: -128),
    conv(
      "mve depthwise narrow", [1, 3, 3, 16], [3, 3], to: 16, pads: same, groups: 16, activation: relu,
      zeroPoint: -128),
    conv("portable", [1, 5, 5, 6], [3, 3], to: 6, pads: same, groups: 6),
    conv("portable", [1, 4, 4, 16], [1, 1], to: 8, scale: 0.000_01),
    connected("mve 8 channels", 40, 19, perChannel: false),
    connected("mve 8 channels", 64, 8, perChannel: true),
    connected("mve 8 channels", 32, 10, rows: 3, perChannel: false),
    connected("portable", 20, 8, rows: 3, perChannel: false),
    Layer(
      kernel: "mve mean",
      op: AveragePool(
        geometry: WindowGeometry(
          kernel: [5, 7], strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0]),
        overhang: [0, 0], countsPadding: false),
      inputs: [Integers.random(.int8, [1, 5, 7, 24], scale: 0.5, zeroPoint: 3, seed: 9)], zeroPoint: 3,
      outputScale: 0.5),
  ]

  private static func program(_ layers: [Layer]) throws -> CProgram {
    var editor = GraphEditor(name: "layers")
    var arguments: [Tensor] = []
    for (index, layer) in layers.enumerated() {
      let values = layer.inputs.enumerated().map { position, tensor -> ValueID? in
        guard let tensor else { return nil }
        if position > 0 { return editor.addConstant(tensor, name: "c\(index)_\(position)") }
        arguments.append(tensor)
        return editor.addInput(name: "x\(index)", type: tensor.type)
      }
      let result = Integers.result(.int8, scale: layer.outputScale, zeroPoint: layer.zeroPoint)
      let value = try editor.add(Quantized(layer.op, results: [result]), values)[0]
      editor.addOutput(name: "y\(index)", value: value)
    }
    let golden = CGolden(inputs: arguments, outputs: try Interpreter(editor.graph).run(arguments))
    return try CHost.lower(
      editor.graph,
      options: COptions(
        name: "model", target: .cortexM55, goal: .speed, maxRAM: 1 << 20, harness: .test, version: "0",
        modelDigest: "0", goldens: [golden]))
  }

  @Test func kernelsAreExact() throws {
    let program = try Self.program(Self.layers)
    let names = program.report.steps.compactMap(\.kernel?.name)
    #expect(names.sorted() == Self.layers.map(\.kernel).sorted())
    let folder = try TemporaryDirectory()
    try folder.write(program)
    let sources = [folder.file("model.c"), folder.file("model_test.c")]
    let board = try CortexMBoard.cortexM55.compile(sources, includes: [folder.path]).run()
    #expect(board.text == "model: 0 of 1 test vectors failed\n", "\(board.errors)")
    let host = try CCompiler.gcc.compile(
      sources, includes: [folder.path], flags: ["-O1"], sanitizers: [.address, .undefined]
    ).run()
    #expect(host.text == "model: 0 of 1 test vectors failed\n", "\(host.errors)")
  }
}
