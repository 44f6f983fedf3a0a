import EdgeDocs
import EdgeSupport

/// Writes the documents that are generated from the code into a folder, `docs` unless another is given. Runs in the
/// repository's root.
@main struct Generate {
  static func main() throws {
    let folder = CommandLine.arguments.dropFirst().first ?? "docs"
    let results = try ConformanceResults(path: "Tests/ConformanceTests/results.tsv")
    try FileSystem.write(OperatorMatrix.markdown(results), to: "\(folder)/OPERATORS.md")
    try FileSystem.write(DiagnosticReference.markdown, to: "\(folder)/DIAGNOSTICS.md")
  }
}
