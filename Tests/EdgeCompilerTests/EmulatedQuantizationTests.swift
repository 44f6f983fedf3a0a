import EdgeCompiler
import EdgeIR
import EdgeOps
import EdgeSupport
import Testing

struct EmulatedQuantizationTests {
  @Test(arguments: [false, true])
  func quantizedModelsAreAnnounced(_ isQuantized: Bool) throws {
    var editor = GraphEditor(name: "g")
    var value = editor.addInput(name: "x", type: TensorType(.float32, [4]))
    if isQuantized {
      let scale = editor.addConstant(Tensor(scalar: Float(0.5)), name: "scale")
      value = try editor.add(Quantize(to: .int8), [value, scale])[0]
      value = try editor.add(Dequantize(), [value, scale])[0]
    }
    editor.addOutput(name: "y", value: try editor.add(Clip(lower: 0, upper: 6), [value])[0])
    let notes = DiagnosticCollector()
    _ = try Compiler(diagnostics: notes).lowerToTFLite(editor.graph, modelDigest: "")
    #expect(notes.diagnostics.map(\.code) == (isQuantized ? [.quantizationEmulated] : []))
  }
}
