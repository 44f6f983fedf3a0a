public import EdgeIR
import EdgeONNX
import EdgeOps
import EdgePasses
public import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// Options in, artefacts and diagnostics out: the pipeline as a sentence.
///
///     model.onnx ─decode→ ONNXModel ─import→ Graph ─passes→ Graph ┬─lower→ TFLiteModel ─encode→ .tflite
///                                                                 └─lower→ CProgram    ─render→ .c/.h
public struct Compiler {
  public let options: CompilerOptions
  /// Receives notes and warnings; errors are thrown.
  public let diagnostics: DiagnosticCollector

  public init(options: CompilerOptions = CompilerOptions(), diagnostics: DiagnosticCollector) {
    self.options = options
    self.diagnostics = diagnostics
  }

  /// The TFLite model that computes what the file's model does, verified and ready to be written.
  ///
  /// - Throws: `DiagnosticsError` with everything that is wrong with the file or has no form in TFLite.
  public func compileToTFLite(_ file: ModelFile) throws -> TFLiteArtifact {
    let compiled = try compile(file, for: .tflite)
    var artifact = try lowerToTFLite(compiled.graph, modelDigest: file.sha256())
    artifact.quantization = compiled.quantization
    artifact.removedChannels = compiled.removedChannels
    return artifact
  }

  /// The model as the user wrote it: one node, or a few, for each of theirs.
  ///
  /// - Parameters:
  ///   - file: the model.
  ///   - boundInputs: numbers for inputs by name; shapes follow them.
  /// - Throws: `DiagnosticsError` with everything that is wrong with the file.
  public func importModel(_ file: ModelFile, boundInputs: [String: Tensor] = [:]) throws -> ImportedModel {
    switch file.content {
    case .onnx(let model):
      var importing = options.importing
      importing.boundInputs.merge(boundInputs) { $1 }
      let result = try ONNXHost.importGraph(
        model, file: file.path, table: OperatorCatalog.importers, options: importing, notes: diagnostics)
      return ImportedModel(path: file.path, graph: result.graph, consultedInputs: result.consultedInputs)
    case .tflite(let model):
      return ImportedModel(path: file.path, graph: try importTFLite(model, file.path), consultedInputs: [])
    }
  }

  /// - Throws: `DiagnosticsError`; E803 for shapes on the command line, which such a model does not leave open.
  func importTFLite(_ model: TFLiteModel, _ path: String) throws -> Graph {
    guard options.importing.dimensions.isEmpty, options.importing.inputShapes.isEmpty else {
      throw DiagnosticsError([
        .error(
          .invalidOption, "the shapes of a TFLite model are fixed", at: .init(file: path),
          hint: "leave out --dim and --input-shape, or give the ONNX model")
      ])
    }
    return try TFLiteImportHost.importGraph(
      model, file: path, table: OperatorCatalog.tfliteImporters, runtime: options.arithmetic,
      notes: diagnostics)
  }

  /// The graph that a back end lowers.
  ///
  /// - Throws: `DiagnosticsError` E901 when a pass breaks the graph or, with `verifyEach`, a number.
  public func canonicalize(_ graph: Graph, for backEnd: BackEnd) throws -> Graph {
    try run(options.passes(for: backEnd) + Pipeline.narrowing, on: graph)
  }

  /// - Throws: as `canonicalize`.
  func run(_ passes: [Pass], on graph: Graph) throws -> Graph {
    let verifier = try options.debugging.verifyEach ? EquivalenceVerifier(graph) : nil
    let manager = PassManager(passes, limit: options.debugging.stopAfter)
    options.progress?(Progress(.optimizing, done: 0, total: passes.count))
    return try manager.run(graph) { step, pass, graph in
      options.progress?(Progress(.optimizing, done: step, total: passes.count))
      let wanted = options.debugging.dumpAfter
      if wanted.contains("all") || wanted.contains(pass.name) {
        options.debugging.dump?(pass.name, GraphPrinter.text(graph))
      }
      try verifier?.check(graph, after: pass.name)
    }
  }
}

/// A model after import.
public struct ImportedModel: Sendable {
  public let path: String
  public let graph: Graph
  /// Bound inputs whose contents decided shapes.
  public let consultedInputs: [String]
}
