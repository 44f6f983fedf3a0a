import EdgeSupport
import ONNXFormat

/// What a node means.
enum NodeMeaning {
  case importer(ONNXImporter)
  case function(ONNXFunction, FunctionTable.Key)
}

/// What all parts of one import share.
final class ImportEnvironment {
  let table: ONNXImporterTable
  let functions: FunctionTable
  let options: ImportOptions
  private var importedNodes = 0

  /// Functions and nested graphs inside each other.
  static let maximumDepth = 64
  /// A small file can spell a large graph: functions that call functions, loops that are unrolled.
  static let maximumNodes = 100_000

  init(table: ONNXImporterTable, functions: FunctionTable, options: ImportOptions) {
    self.table = table
    self.functions = functions
    self.options = options
  }

  /// The function or importer that a node calls; nil when nothing defines it.
  ///
  /// ONNX leaves open what holds when a model defines a function under the name of an operator. Here the standard
  /// holds for its own domains, `ai.onnx` and those below it: a function of that name can only spell the operator
  /// out for runtimes that lack it. In every other domain the model's own definition holds.
  func meaning(of node: ONNXNode, opsets: [String: Int]) -> NodeMeaning? {
    let importer =
      node.overload.isEmpty
      ? opsets[node.domain].flatMap {
        table.importer(domain: node.domain, operatorType: node.operatorType, version: $0)
      } : nil
    let isStandard = node.domain.isEmpty || node.domain.hasPrefix("ai.onnx.")
    if isStandard, let importer { return .importer(importer) }
    let key = FunctionTable.Key(domain: node.domain, name: node.operatorType, overload: node.overload)
    if let function = functions[key] { return .function(function, key) }
    return importer.map { .importer($0) }
  }

  /// - Throws: E107 for the first node that is too many, `UpstreamFailure` for those after it.
  func countNode() throws {
    importedNodes += 1
    guard importedNodes <= Self.maximumNodes else {
      guard importedNodes == Self.maximumNodes + 1 else { throw UpstreamFailure() }
      throw ImportError(
        .sizeLimitExceeded,
        "expected at most \(Self.maximumNodes) nodes with functions and loops written out",
        hint: "split the model")
    }
  }
}
