import EdgeC
import EdgeIR
import EdgeQuantization
public import EdgeSupport
import EdgeTFLite

/// Whether a model can be compiled for each target, and everything that stands in the way.
public struct CompatibilityReport {
  public struct Verdict {
    /// What was tried: `import`, `quantize`, `tflite` or `c`.
    public let target: String
    /// What came out, when all went well.
    public let summary: String
    public let problems: [Diagnostic]

    public var isGo: Bool { problems.isEmpty }
  }

  public let verdicts: [Verdict]

  public var isGo: Bool { verdicts.allSatisfy(\.isGo) }
}

extension Compiler {
  /// Tries everything that can be compiled to; nothing is written.
  ///
  /// - Throws: `DiagnosticsError` E901 only; problems of the model are in the report.
  public func check(_ file: ModelFile) throws -> CompatibilityReport {
    var verdicts: [CompatibilityReport.Verdict] = []
    func attempt<Result>(_ target: String, _ body: () throws -> (Result, String)) throws -> Result? {
      do {
        let (result, summary) = try body()
        verdicts.append(.init(target: target, summary: summary, problems: []))
        return result
      } catch let error as DiagnosticsError {
        if error.diagnostics.contains(where: { $0.code == .internalInvariant }) { throw error }
        verdicts.append(.init(target: target, summary: "", problems: error.diagnostics))
        return nil
      }
    }
    let graph = try attempt("import") {
      let graph = try importModel(file).graph
      return (graph, "\(graph.order.count) nodes")
    }
    guard let graph else { return CompatibilityReport(verdicts: verdicts) }
    var integers: Graph?
    if options.quantization != nil || file.declaresQuantization {
      integers = try attempt("quantize") {
        let compiled = try compile(file, for: .tflite)
        let floats = compiled.quantization?.floatNodes.count ?? 0
        return (compiled.graph, floats == 0 ? "all in integers" : "\(floats) nodes in float")
      }
      if integers == nil { return CompatibilityReport(verdicts: verdicts) }
    }
    _ = try attempt("tflite") {
      let canonical = try integers ?? canonicalize(graph, for: .tflite)
      let artifact = try lowerToTFLite(canonical, modelDigest: "")
      let operators = artifact.operatorCounts.reduce(0) { $0 + $1.count }
      return (artifact, "\(operators) operators, \(artifact.bytes.count.grouped) B")
    }
    _ = try attempt("c") {
      let canonical = try integers ?? canonicalize(graph, for: .c)
      let program = try lowerToC(canonical, CProgramRequest(name: "model"), modelDigest: "")
      let report = program.report
      return (program, "RAM \(report.arenaBytes.grouped) B, weights \(report.weightBytes.grouped) B")
    }
    return CompatibilityReport(verdicts: verdicts)
  }
}
