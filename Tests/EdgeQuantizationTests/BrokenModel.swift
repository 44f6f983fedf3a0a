import EdgeIR
import EdgeOps
import EdgeQuantization
import EdgeTestSupport

/// A model with everything in it that 8 bits cope badly with, each under a name that says what.
struct BrokenModel {
  let graph: Graph
  let samples: [[Tensor]]

  init(sampleCount: Int) throws {
    var editor = GraphEditor(name: "broken")
    let image = editor.addInput(name: "image", type: TensorType(.float32, [1, 16, 16, 3]))
    let features = editor.addInput(name: "features", type: TensorType(.float32, [1, 3]))
    let wild = try Self.layer(&editor, image, name: "wild", channels: 8, outputs: { $0 == 5 ? 1e4 : 1 })
    let calm = try Self.layer(&editor, wild, name: "calm", channels: 4, inputs: { $0 == 5 ? 1e-4 : 1 })
    let biased = try Self.layer(
      &editor, calm, name: "biased", channels: 4, bias: 3, outputs: { $0 == 1 ? 1e-30 : 1 })
    let lowest = editor.addConstant(Tensor([1], [-Float.infinity]), name: "lowest")
    let padded = try editor.add(
      Pad(.constant, begins: [0, 1, 1, 0], ends: [0, 0, 0, 0]), [biased, lowest], names: ["padded"])[0]
    let pooled = try editor.add(Reduce(.max, axes: [1, 2], keepDims: true), [padded], names: ["pooled"])[0]
    let normal = try Self.normalization(&editor, pooled)
    let small = try Self.layer(&editor, normal, name: "scores", channels: 4)
    let large = try Self.layer(&editor, normal, name: "boxes", channels: 4, size: 100)
    let joined = try editor.add(Concat(axis: 3), [large, small], names: ["detections"])[0]
    let weights = editor.addConstant(
      Tensor([2, 3], [1, 0.001, 0.00001, -1, 0.002, 0.00002] as [Float]), name: "feature_weights")
    let decision = try editor.add(FullyConnected(), [features, weights], names: ["decision"])[0]
    editor.addOutput(name: "detections", value: joined)
    editor.addOutput(name: "decision", value: decision)
    graph = editor.graph
    samples = (0..<sampleCount).map(Self.sample)
  }

  /// Features of sizes 1, 1e3 and 1e5 that matter alike; in every other image one number out of place.
  private static func sample(_ index: Int) -> [Tensor] {
    var generator = SeededGenerator(seed: UInt64(index + 1))
    var image = (0..<768).map { _ in Float.random(in: -1...1, using: &generator) }
    if index % 2 == 0 { image[5] = 100 }
    let features = [1, 1e3, 1e5].map { Float.random(in: 0...$0, using: &generator) }
    return [Tensor([1, 16, 16, 3], image), Tensor([1, 3], features)]
  }

  /// A 1x1 convolution.
  private static func layer(
    _ editor: inout GraphEditor, _ x: ValueID, name: String, channels: Int, size: Float = 1,
    bias: Float = 0, inputs: (Int) -> Float = { _ in 1 }, outputs: (Int) -> Float = { _ in 1 }
  ) throws -> ValueID {
    let depth = editor.graph[x].type.shape[3]
    var generator = SeededGenerator(seed: UInt64(name.utf8.count + channels))
    let weights = (0..<channels).flatMap { channel in
      (0..<depth).map { input in
        size * outputs(channel) * inputs(input) * Float.random(in: -1...1, using: &generator)
      }
    }
    let constants = [
      editor.addConstant(Tensor([channels, 1, 1, depth], weights), name: "\(name)_weights"),
      editor.addConstant(Tensor([channels], Array(repeating: bias, count: channels)), name: "\(name)_bias"),
    ]
    let op = Conv(strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0], groups: 1)
    return try editor.add(op, [x] + constants, names: [name])[0]
  }

  /// In single steps.
  private static func normalization(_ editor: inout GraphEditor, _ x: ValueID) throws -> ValueID {
    let mean = try editor.add(Reduce(.mean, axes: [3], keepDims: true), [x], names: ["mean"])[0]
    let centred = try editor.add(Binary(.subtract), [x, mean], names: ["centred"])[0]
    let square = try editor.add(Binary(.multiply), [centred, centred], names: ["square"])[0]
    let variance = try editor.add(Reduce(.mean, axes: [3], keepDims: true), [square], names: ["variance"])[0]
    let root = try editor.add(Unary(.sqrt), [variance], names: ["deviation"])[0]
    return try editor.add(Binary(.divide), [centred, root], names: ["normal"])[0]
  }

  func quantized(_ options: QuantizationOptions = QuantizationOptions()) throws -> QuantizationReport {
    let statistics = try Calibrator(graph).run(model: "m", count: samples.count) { samples[$0] }
    return try Quantizer(graph, options: options).quantize(statistics, tuning: samples).report
  }
}
