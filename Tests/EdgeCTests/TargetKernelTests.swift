import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

/// Layers of many shapes in one program for each target: every bit as in the reference interpreter.
struct TargetKernelTests {
  /// What stands for assembly on this machine.
  @Test(arguments: [CTarget.cortexM4, .cortexM55], [KernelGoal.speed, .ram, .size])
  func twinsInC(_ target: CTarget, _ goal: KernelGoal) throws {
    let graph = try Self.layers()
    let runner = try CModelRunner(
      graph, sanitizers: [.address, .undefined], flags: ["-O1"], target: target, goal: goal)
    for inputs in Self.inputs(of: graph) {
      let expected = try Interpreter(graph).run(inputs)
      for (output, (computed, right)) in try zip(graph.outputs, zip(runner.run(inputs), expected)) {
        #expect(computed.isIdentical(to: right), "\(output.name)")
      }
    }
  }

  @Test(arguments: [CTarget.cortexM4, .cortexM55], ["-O0", "-O2", "-Os"])
  func assembly(_ target: CTarget, _ level: String) throws {
    let graph = try Self.layers()
    let goldens = try Self.inputs(of: graph).map {
      CGolden(inputs: $0, outputs: try Interpreter(graph).run($0))
    }
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(graph, target: target, goal: .speed, harness: .test, goldens: goldens))
    let board = try #require(CortexMBoard(rawValue: target.rawValue))
    let program = try board.compile(
      [folder.file("model.c"), folder.file("model_test.c")], includes: [folder.path], flags: [level])
    let result = try program.run()
    #expect(result.text == "model: 0 of \(goldens.count) test vectors failed\n", "\(result.errors)")
  }

  /// The vectors of phones.
  @Test(
    .enabled(if: EmulatedMachine.arm64.isAvailable, "no aarch64-linux-gnu-gcc or qemu-aarch64: make setup"),
    arguments: ["-O0", "-O2", "-O3"])
  func vectorsOnARM64(_ level: String) throws {
    let graph = try Self.layers()
    let goldens = try Self.inputs(of: graph).map {
      CGolden(inputs: $0, outputs: try Interpreter(graph).run($0))
    }
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(graph, target: .host, goal: .speed, harness: .test, goldens: goldens))
    let result = try EmulatedMachine.arm64.run(
      [folder.file("model.c"), folder.file("model_test.c")], includes: [folder.path], flags: [level])
    #expect(result.text == "model: 0 of \(goldens.count) test vectors failed\n", "\(result.errors)")
  }

  /// An emulator loads vectors from anywhere; hardware does not.
  @Test(arguments: [(0, 0), (8, 99)]) func misalignedArenaIsAFault(_ offset: Int, status: Int) throws {
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(Self.layers(), target: .cortexM55))
    let source = """
      #include "model.h"
      static unsigned char memory[MODEL_ARENA_BYTES + 32] __attribute__((aligned(16)));
      int main(void) { model_run(memory + \(offset)); return 0; }
      """
    let program = try CortexMBoard.cortexM55.compile(
      [folder.file("model.c"), folder.write(source, to: "main.c")], includes: [folder.path])
    #expect(try program.run().status == status)
  }

  /// A program for a processor with an extension runs on one without.
  @Test func twinsOnASmallerProcessor() throws {
    let graph = try Self.layers()
    let inputs = Self.inputs(of: graph)[0]
    let golden = CGolden(inputs: inputs, outputs: try Interpreter(graph).run(inputs))
    let folder = try TemporaryDirectory()
    try folder.write(Models.lower(graph, target: .cortexM4, goal: .speed, harness: .test, goldens: [golden]))
    let program = try CortexMBoard.cortexM0plus.compile(
      [folder.file("model.c"), folder.file("model_test.c")], includes: [folder.path])
    #expect(try program.run().text == "model: 0 of 1 test vectors failed\n")
  }

  /// Layers with room for them take the kernels of their target.
  @Test func kernelsAreTaken() throws {
    let steps = try Models.lower(Self.layers(), target: .cortexM4, goal: .speed).report.steps
    let kernels = Set(steps.compactMap(\.kernel?.name))
    #expect(kernels.isSuperset(of: ["dsp 3x2", "dsp 1x4 widened", "portable"]))
    let small = try Models.lower(Self.layers(), target: .cortexM4, goal: .ram).report.steps
    #expect(small.contains { $0.kernel?.name == "dsp 1x4" })
    let portable = try Models.lower(Self.layers()).report.steps
    #expect(portable.allSatisfy { $0.kernel?.name == "portable" })
  }

  /// A product of an image or of rows with constant weights.
  private struct Layer {
    var input: [Int]
    var channels: Int
    var kernel = [1, 1]
    var strides = [1, 1]
    var dilations = [1, 1]
    var pads = [0, 0]
    /// From sums to outputs.
    var factor: Float = 0.002
    var zeroPoint = -128
    var rounding = RequantizationRounding.twice
    /// int16 numbers have no zero points.
    var element = ElementType.int8
    var groups = 1

    static let all: [Layer] = [
      .init(input: [1, 7, 6, 3], channels: 8, kernel: [3, 3], strides: [2, 2], pads: [1, 1]),
      .init(input: [1, 6, 5, 16], channels: 5, kernel: [3, 3], pads: [1, 1], factor: 0.0007, zeroPoint: 4),
      .init(input: [2, 5, 4, 4], channels: 6, kernel: [3, 2], dilations: [2, 1], pads: [2, 0]),
      .init(input: [1, 14, 6, 1], channels: 4, kernel: [10, 4], strides: [2, 2], pads: [4, 1]),
      .init(input: [1, 5, 5, 8], channels: 12, factor: 0.003),
      .init(input: [2, 3, 3, 37], channels: 9, factor: 0.001, zeroPoint: -7),
      .init(input: [1, 3, 1, 64], channels: 16, factor: 0.07),
      .init(input: [1, 2, 1, 20], channels: 3),
      .init(input: [1, 40], channels: 9, factor: 0.004, zeroPoint: 3, rounding: .once),
      .init(input: [2, 37], channels: 6, factor: 0.2, zeroPoint: -60, rounding: .once),
      .init(input: [1, 72], channels: 7, factor: 0.001, zeroPoint: 11, rounding: .twice),
      .init(input: [5, 24], channels: 8, factor: 0.003, zeroPoint: 0, rounding: .real),
      .init(input: [1, 6, 5, 20], channels: 20, kernel: [3, 3], pads: [1, 1], factor: 0.01, groups: 20),
      .init(input: [1, 6, 5, 7], channels: 5, kernel: [3, 3], pads: [1, 1], factor: 1e-5, element: .int16),
      .init(
        input: [1, 5, 4, 12], channels: 8, kernel: [2, 3], strides: [2, 1], factor: 1e-5, element: .int16),
      .init(
        input: [1, 5, 5, 9], channels: 9, kernel: [3, 3], pads: [1, 1], factor: 1e-4, element: .int16,
        groups: 9),
      .init(input: [2, 301], channels: 6, factor: 1e-6, rounding: .real, element: .int16),
      .init(input: [1, 600], channels: 9, factor: 1e-7, rounding: .real, element: .int16),
    ]
  }

  private static func layers() throws -> Graph {
    var editor = GraphEditor(name: "layers")
    for (position, layer) in Layer.all.enumerated() {
      let isWide = layer.element == .int16
      let input = Quantization(scale: 0.05, zeroPoint: isWide ? 0 : -3)
      let x = editor.addInput(
        name: "x\(position)", type: TensorType(layer.element, layer.input, quantization: input))
      let depth = layer.input[layer.input.count - 1] / layer.groups
      let isImage = layer.input.count == 4
      let shape = isImage ? [layer.channels] + layer.kernel + [depth] : [layer.channels, depth]
      let w = editor.addConstant(weights(shape, seed: UInt64(position)), name: "w\(position)")
      let bias = editor.addConstant(bias(layer.channels, isWide: isWide), name: "b\(position)")
      let op: any IntegerComputing =
        isImage
        ? Conv(
          strides: layer.strides, dilations: layer.dilations, padsBegin: layer.pads, padsEnd: layer.pads,
          groups: layer.groups)
        : FullyConnected()
      let result = Quantized.Result(
        layer.element,
        Quantization(scale: 0.05 * 0.01 / layer.factor, zeroPoint: isWide ? 0 : layer.zeroPoint))
      var quantized = Quantized(op, results: [result])
      quantized.rounding = layer.rounding
      editor.addOutput(name: "y\(position)", value: try editor.add(quantized, [x, w, bias])[0])
    }
    return editor.graph
  }

  /// Random numbers, and channels of nothing but extremes.
  private static func weights(_ shape: [Int], seed: UInt64) -> Tensor {
    let numbers = Tensor.random(shape, of: Float.self, in: -127...127, seed: seed).elements(as: Float.self)
    let taps = shape.dropFirst().reduce(1, *)
    let integers = numbers.indices.map { index -> Int8 in
      switch index / taps {
      case 1: 127
      case 2: index % 2 == 0 ? 127 : -127
      default: Int8(numbers[index])
      }
    }
    let scales = (0..<shape[0]).map { 0.01 * (1 - Float($0 % 3) * 0.1) }
    let quantization = Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }, axis: 0)
    return Tensor(shape, integers).as(TensorType(.int8, shape, quantization: quantization))
  }

  private static func bias(_ channels: Int, isWide: Bool) -> Tensor {
    let quantization = Quantization(scale: 0.0005, zeroPoint: 0)
    let numbers = (0..<channels).map { ($0 * 7919) % 4001 - 2000 }
    let type = TensorType(isWide ? .int64 : .int32, [channels], quantization: quantization)
    let tensor =
      isWide ? Tensor([channels], numbers.map(Int64.init)) : Tensor([channels], numbers.map(Int32.init))
    return tensor.as(type)
  }

  /// Random numbers, all the lowest, all the highest, and both in turn.
  private static func inputs(of graph: Graph) -> [[Tensor]] {
    let patterns: [(Int) -> Int16] = [
      { Int16(truncatingIfNeeded: ($0 &* 1_103_515_245 &+ 12345) >> 16) }, { _ in .min }, { _ in .max },
      { $0 % 2 == 0 ? .min : .max },
    ]
    return patterns.map { pattern in
      graph.inputs.map { input in
        let type = graph[input].type
        let numbers = (0..<type.elementCount).map(pattern)
        let tensor =
          type.element == .int16
          ? Tensor(type.shape, numbers)
          : Tensor(
            type.shape, numbers.map { $0 == .min ? -128 : $0 == .max ? 127 : Int8(truncatingIfNeeded: $0) })
        return tensor.as(type)
      }
    }
  }
}
