import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// A model of one node of another domain than ONNX's own, on the reference interpreter and in generated C.
struct DomainNode {
  private let graph: Graph
  private let arguments: [Tensor]

  /// - Parameters:
  ///   - name: the operator with its domain and version, as in `com.microsoft.QGemm-1`.
  ///   - inputs: the node's inputs, nil for absent ones; the first `computed` are given at run time.
  init(
    _ name: String, _ inputs: [Tensor?], computed: Int = 1, outputs: Int = 1,
    _ attributes: [ONNXAttribute] = []
  ) throws {
    let parts = name.split(separator: ".").map(String.init)
    let ends = parts[parts.count - 1].split(separator: "-").map(String.init)
    let domain = parts.dropLast().joined(separator: ".")
    let names = inputs.indices.map { inputs[$0] == nil ? "" : "x\($0)" }
    arguments = inputs.prefix(computed).compactMap { $0 }
    let model = ONNXModel(
      irVersion: 8,
      opsetImports: [ONNXOpset(version: 21), ONNXOpset(domain: domain, version: Int(ends[1]) ?? 1)],
      graph: ONNXGraph(
        nodes: [
          ONNXNode(
            domain: domain, operatorType: ends[0], inputs: names, outputs: (0..<outputs).map { "y\($0)" },
            attributes: attributes)
        ],
        initializers: inputs.indices.dropFirst(computed).compactMap { inputs[$0]?.onnx(name: names[$0]) },
        inputs: inputs.prefix(computed).enumerated().compactMap { position, tensor in
          tensor.map {
            ONNXValueInfo(
              name: names[position],
              type: .tensor(elementType: $0.element.onnx, shape: $0.shape.map { .value($0) }))
          }
        },
        outputs: (0..<outputs).map { ONNXValueInfo(name: "y\($0)", type: nil) }))
    graph =
      try ONNXHost.importGraph(
        model, file: "test.onnx", table: OperatorCatalog.importers, options: ImportOptions(),
        notes: DiagnosticCollector()
      ).graph
  }

  /// Expects both executors to compute these outputs: integers exactly, floats within 1e-5.
  func expect(
    _ expected: Tensor..., sanitizers: [CCompiler.Sanitizer] = [.address, .undefined]
  ) throws {
    let runner = try CModelRunner(graph, compiler: .gcc, sanitizers: sanitizers)
    let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-5)
    for results in [try Interpreter(graph).run(arguments), try runner.run(arguments)] {
      #expect(results.count == expected.count)
      for (index, pair) in zip(results, expected).enumerated() {
        try OperatorCheck.compare(pair.0, pair.1, tolerance, output: index)
      }
    }
  }
}

/// Expects the import of a node to fail with this code and text.
func expectImportRefusal(
  _ code: DiagnosticCode, _ text: String, _ build: () throws -> Void,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = #expect(throws: DiagnosticsError.self, sourceLocation: sourceLocation) { try build() }
  let found = error?.diagnostics.contains { $0.code == code && $0.message.contains(text) } ?? false
  #expect(found, "\(error?.diagnostics ?? [])", sourceLocation: sourceLocation)
}
