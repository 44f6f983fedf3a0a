import EdgeCompiler
import EdgeIR
import EdgeOps
import EdgePasses
import EdgeSupport
import Testing

struct CompilerTests {
  @Test(arguments: [IOLayoutCase.onnx, .nhwc])
  func keptTransposesAreNoted(layout: IOLayoutCase) throws {
    var editor = GraphEditor(name: "image")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [1, 3, 8, 8]))
    let y = try editor.add(Transpose(permutation: [0, 2, 3, 1]), [x])
    editor.addOutput(name: "y", value: y[0])
    let notes = DiagnosticCollector()
    _ = try Compiler(options: layout.options, diagnostics: notes).lowerToTFLite(editor.graph, modelDigest: "")
    #expect(notes.diagnostics.map(\.code) == (layout == .onnx ? [.layoutTransposeKept] : []))
    #expect(notes.diagnostics.allSatisfy { $0.message.contains("1 transpose (768 B per run)") })
  }

  @Test func randomTensorsAreReproducible() {
    let type = TensorType(.float32, [100])
    let a = RandomTensors.tensor(type, seed: 1)
    #expect(a.isIdentical(to: RandomTensors.tensor(type, seed: 1)))
    #expect(!a.isIdentical(to: RandomTensors.tensor(type, seed: 2)))
    #expect(a.doubles().allSatisfy { $0 >= -1 && $0 < 1 })
  }
}

enum IOLayoutCase: Sendable {
  case onnx, nhwc

  var options: CompilerOptions {
    var options = CompilerOptions()
    options.ioLayout = self == .onnx ? .onnx : .nhwc
    return options
  }
}
