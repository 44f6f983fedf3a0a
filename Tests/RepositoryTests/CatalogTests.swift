import EdgeIR
import EdgeONNX
import EdgeOps
import Testing

/// The catalogue lists what is in the folders, and nothing else has to.
@Suite struct CatalogTests {
  @Test func everyOperatorFolderIsListedInOrder() {
    let folders = Repository.names(in: "Sources/EdgeOps", folders: true)
      .filter { !["Compositions", "Shared"].contains($0) }
    #expect(OperatorCatalog.operators.map { "\($0)" } == folders)
  }

  @Test func everyCompositionFileIsListedInOrder() {
    let files = Repository.names(in: "Sources/EdgeOps/Compositions", folders: false)
      .filter { $0.hasSuffix(".swift") && !$0.contains("+") }
    #expect(OperatorCatalog.compositions.map { "\($0).swift" } == files)
  }

  @Test(arguments: OperatorCatalog.operators.indices) func operatorsAreNamedForTheirFolder(_ index: Int) {
    let type = OperatorCatalog.operators[index]
    #expect(type.name == "\(type)")
    #expect(Repository.exists("Sources/EdgeOps/\(type)/\(type).swift"))
  }

  /// Two rows for one operator and opset would make the order of the catalogue decide.
  @Test func importersDoNotOverlap() {
    let own = OperatorCatalog.operators.compactMap { ($0 as? any ONNXImporting.Type)?.importers }
    let rows = (own + OperatorCatalog.compositions.map { $0.importers }).flatMap { $0 }
      .map { "\($0.domain)::\($0.operatorType)-\($0.sinceVersion)" }
    #expect(Dictionary(grouping: rows) { $0 }.filter { $1.count > 1 }.keys.sorted() == [])
  }
}
