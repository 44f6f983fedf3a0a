import EdgeIR
import EdgeInterpreter
import EdgeSupport

/// Holds a graph's outputs on fixed inputs against those of the graph before any pass.
struct EquivalenceVerifier {
  private let inputs: [Tensor]
  private let expected: [Tensor]

  /// - Throws: `Diagnostic` E204 when the graph's operators refuse all of the inputs that are tried.
  init(_ original: Graph) throws {
    let interpreter = Interpreter(original)
    let spread = RandomTensors.inputs(of: original, seed: 0)
    do {
      expected = try original.trimmed(interpreter.run(spread))
      inputs = spread
    } catch let diagnostic as Diagnostic where diagnostic.code == .invalidInputs {
      inputs = RandomTensors.cautiousInputs(of: original, seed: 0)
      expected = try original.trimmed(interpreter.run(inputs))
    }
  }

  /// - Throws: `DiagnosticsError` E901 naming the pass and the first output that changed by more than rounding.
  func check(_ graph: Graph, after pass: String) throws {
    let outputs = try graph.trimmed(Interpreter(graph).run(inputs))
    for (output, (actual, wanted)) in zip(graph.outputs, zip(outputs, expected)) {
      guard let difference = Comparison(actual, wanted).firstFailure(relative: 1e-5, absolute: 1e-6) else {
        continue
      }
      throw DiagnosticsError([
        .error(
          .internalInvariant, "pass '\(pass)' changed a number: \(difference)", at: .init(value: output.name),
          hint: "this is a bug in edgec; please report it with the model")
      ])
    }
  }
}
