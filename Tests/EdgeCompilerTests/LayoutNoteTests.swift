import EdgeCompiler
import EdgeIR
import EdgeOps
import EdgePasses
import EdgeSupport
import Testing

/// Keeping the model's layout has a price, which is said.
@Suite struct LayoutNoteTests {
  /// A 1x1 convolution of a channels-first image, as the importer builds it.
  private func image(channels: Int) throws -> Graph {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [1, channels, 4, 4]))
    let last = try editor.add(Transpose(permutation: [0, 2, 3, 1]), [x])[0]
    let weights = editor.addConstant(
      Tensor([2, 1, 1, channels], [Float](repeating: 1, count: 2 * channels)), name: "w")
    let conv = Conv(strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0], groups: 1)
    let y = try editor.add(conv, [last, weights])[0]
    editor.addOutput(name: "y", value: try editor.add(Transpose(permutation: [0, 3, 1, 2]), [y])[0])
    return editor.graph
  }

  private func notes(channels: Int, _ layout: IOLayout) throws -> [Diagnostic] {
    var options = CompilerOptions()
    options.ioLayout = layout
    let compiler = Compiler(options: options, diagnostics: DiagnosticCollector())
    let graph = try compiler.canonicalize(try image(channels: channels), for: .tflite)
    _ = try compiler.lowerToTFLite(graph, modelDigest: "")
    return compiler.diagnostics.diagnostics
  }

  @Test func keptTransposesAreNoted() throws {
    let found = try notes(channels: 3, .onnx)
    #expect(found.map(\.code) == [.layoutTransposeKept])
    #expect(found.first?.severity == .note)
    #expect(found.first?.message.contains("2 transposes (320 B per run)") == true)
  }

  @Test func channelsLastInterfaceCostsNothing() throws {
    #expect(try notes(channels: 3, .nhwc).map(\.code) == [.layoutChanged, .layoutChanged])
  }
}
