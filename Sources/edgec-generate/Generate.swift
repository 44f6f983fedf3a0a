import EdgeDocs
import EdgeSupport

/// Writes the documents that are generated from the code into a folder, `docs` unless another is given.
@main struct Generate {
  static func main() throws {
    let folder = CommandLine.arguments.dropFirst().first ?? "docs"
    try FileSystem.write(OperatorMatrix.markdown, to: "\(folder)/OPERATORS.md")
    try FileSystem.write(DiagnosticReference.markdown, to: "\(folder)/DIAGNOSTICS.md")
  }
}
