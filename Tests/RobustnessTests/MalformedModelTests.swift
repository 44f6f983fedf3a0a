import EdgeCompiler
import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

struct MalformedModelTests {
  @Test(arguments: try MalformedModel.all())
  func isRefusedWithItsDiagnostic(model: MalformedModel) throws {
    let diagnostics = problems(of: model.path)
    // An operator that edgec does not have is reported before its node is looked at.
    if lacksOperators(model), diagnostics.contains(where: { $0.code == .unsupportedOperator }) { return }
    check(diagnostics, of: model)
  }

  private func check(_ diagnostics: [Diagnostic], of model: MalformedModel) {
    let rendered = diagnostics.map(\.rendered).joined(separator: "\n")
    guard let code = model.code else {
      #expect(diagnostics.isEmpty, "\(rendered)")
      return
    }
    #expect(diagnostics.contains { $0.code == code }, "expected \(code.rawValue), got \(rendered)")
    for mention in model.mentions {
      #expect(rendered.contains(mention), "expected '\(mention)' in \(rendered)")
    }
  }

  private func problems(of path: String) -> [Diagnostic] {
    do {
      _ = try Compiler(diagnostics: DiagnosticCollector()).importModel(ModelFile(path))
      return []
    } catch let error as DiagnosticsError {
      return error.diagnostics
    } catch let error as Diagnostic {
      return [error]
    } catch {
      Issue.record(error)
      return []
    }
  }

  private func lacksOperators(_ malformed: MalformedModel) -> Bool {
    guard malformed.code != .unsupportedOperator,
      let model = try? ONNXDecoder.decodeModel(path: malformed.path),
      let version = model.opsetImports.first(where: { $0.domain.isEmpty })?.version
    else { return false }
    return !model.graph.nodes.allSatisfy { node in
      let importer = OperatorCatalog.importers.importer(
        domain: node.domain, operatorType: node.operatorType, version: version)
      return importer != nil
    }
  }
}
