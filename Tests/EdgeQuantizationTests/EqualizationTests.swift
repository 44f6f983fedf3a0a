import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgeQuantization

/// Moving sizes of channels between layers changes no result.
struct EqualizationTests {
  private static let channels = 8

  /// A convolution, one in groups, one for each channel, and a product, whose channels differ by powers of ten in size.
  private func layers(activation: Clamp? = .relu, isOutput: Bool = false) throws -> Graph {
    var editor = GraphEditor(name: "layers")
    var x = editor.addInput(name: "x", type: TensorType(.float32, [1, 4, 4, 8]))
    for (index, groups) in [1, 2, 8].enumerated() {
      x = try convolution(&editor, x, groups: groups, activation, seed: UInt64(index), name: "conv\(index)")
      if isOutput { editor.addOutput(name: "y\(index)", value: x) }
    }
    let weights = Tensor.random([3, 8], of: Float.self, in: -1...1, seed: 9)
    let w = editor.addConstant(weights, name: "w")
    editor.addOutput(name: "y", value: try editor.add(FullyConnected(), [x, w], names: ["y"])[0])
    return editor.graph
  }

  private func convolution(
    _ editor: inout GraphEditor, _ x: ValueID, groups: Int, _ activation: Clamp?, seed: UInt64, name: String
  ) throws -> ValueID {
    let depth = 8 / groups
    let random = Tensor.random([8, 3, 3, depth], of: Float.self, in: -1...1, seed: seed)
    let sizes: [Float] = [1, 100, 0.01, 1, 10, 0.1, 1000, 1]
    let numbers = random.elements(as: Float.self).enumerated().map { $1 * sizes[$0 / (9 * depth)] }
    let constants = [
      editor.addConstant(Tensor([8, 3, 3, depth], numbers), name: "w\(name)"),
      editor.addConstant(Tensor.random([8], of: Float.self, in: -1...1, seed: seed + 50), name: "b\(name)"),
    ]
    let conv = Conv(
      strides: [1, 1], dilations: [1, 1], padsBegin: [1, 1], padsEnd: [1, 1], groups: groups,
      activation: activation)
    return try editor.add(conv, [x] + constants, names: [name])[0]
  }

  /// A normalization one of whose channels is a thousand times larger, and the product that reads it.
  private func normalization(hasParameters: Bool) throws -> Graph {
    var editor = GraphEditor(name: "normalization")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [1, 5, 8]))
    let scale = editor.addConstant(Tensor([8], [1, 1, 1000, 1, 0, 1, 0.5, 1] as [Float]), name: "scale")
    let bias = editor.addConstant(Tensor([8], [0, 1, 0, 2, 0, 0, 0, -1] as [Float]), name: "bias")
    let normal = try editor.add(
      LayerNormalization(axis: 2, epsilon: 1e-5), hasParameters ? [x, scale, bias] : [x], names: ["normal"])[
        0]
    let w = editor.addConstant(Tensor.random([3, 8], of: Float.self, in: -1...1, seed: 9), name: "w")
    editor.addOutput(name: "y", value: try editor.add(FullyConnected(), [normal, w], names: ["y"])[0])
    return editor.graph
  }

  private func inputs(_ graph: Graph) -> [[Tensor]] {
    (0..<4).map { [Tensor.random(graph[graph.inputs[0]].type.shape, of: Float.self, in: -2...2, seed: $0)] }
  }

  private func results(_ graph: Graph) throws -> [[Float]] {
    try inputs(graph).flatMap { try Interpreter(graph).run($0).map { $0.elements(as: Float.self) } }
  }

  /// How many times larger the largest channel of a value is than the smallest.
  private func spread(_ graph: Graph, _ name: String) throws -> Float {
    var sizes = [Float](repeating: 0, count: Self.channels)
    for inputs in inputs(graph) {
      _ = try Interpreter(graph).run(inputs) { _, value, tensor in
        guard graph[value].name == name else { return }
        for (i, number) in tensor.elements(as: Float.self).enumerated() {
          sizes[i % sizes.count] = max(sizes[i % sizes.count], number.magnitude)
        }
      }
    }
    let present = sizes.filter { $0 > 0 }
    return (present.max() ?? 0) / (present.min() ?? 1)
  }

  @Test(arguments: [nil, Clamp.relu]) func acrossLayers(_ activation: Clamp?) throws {
    let graph = try layers(activation: activation)
    var equalization = Equalization()
    equalization.acrossLayers = true
    let equalized = try equalization.apply(to: graph, samples: [])
    #expect(try results(equalized) == results(graph))
    #expect(try spread(equalized, "conv0") < spread(graph, "conv0") / 10)
    // Up to a factor of two the weights before and after each value are alike.
    let links = equalized.nodes.compactMap { ChannelLink($0, in: equalized) }
    #expect(links.count == 3)
    for link in links {
      for (writer, reader) in zip(link.writerSizes(equalized), link.readerSizes(equalized)) {
        #expect(max(writer / reader, reader / writer) <= 2.01)
      }
    }
  }

  /// What has a limit, and what others see, stays.
  @Test func limitsAndOutputsStay() throws {
    var equalization = Equalization()
    equalization.acrossLayers = true
    for graph in [try layers(activation: .relu6), try layers(isOutput: true)] {
      let equalized = try equalization.apply(to: graph, samples: [])
      #expect(try results(equalized) == results(graph))
      #expect(try spread(equalized, "conv0") == spread(graph, "conv0"))
    }
  }

  @Test(arguments: [true, false]) func smoothing(hasParameters: Bool) throws {
    let graph = try normalization(hasParameters: hasParameters)
    var equalization = Equalization()
    equalization.smoothing = 0.5
    let smooth = try equalization.apply(to: graph, samples: inputs(graph))
    #expect(try results(smooth) == results(graph))
    if hasParameters { #expect(try spread(smooth, "normal") < spread(graph, "normal") / 10) }
  }

  @Test func nothingIsMovedUnasked() throws {
    let graph = try layers()
    let same = try Equalization().apply(to: graph, samples: [])
    #expect(try spread(same, "conv0") == spread(graph, "conv0"))
    #expect(Equalization().isEmpty && Equalization().label.isEmpty)
  }
}
