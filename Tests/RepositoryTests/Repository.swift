import EdgeTestSupport
import Foundation

/// The repository's own files, as tests of its rules see them.
enum Repository {
  struct File: Sendable {
    /// Relative to the repository's root.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  /// Text files below a folder, sorted by path; build products and hidden files are left out.
  static func files(in folder: String, extensions: Set<String>) -> [File] {
    let root = URL(filePath: Fixture.packageRoot)
    let enumerator = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    let names = (enumerator?.allObjects as? [String] ?? []).sorted()
    return names.filter { extensions.contains(URL(filePath: $0).pathExtension) }.compactMap { name in
      file("\(folder)/\(name)")
    }
  }

  /// Nil when there is no such file, or it is not text.
  static func file(_ path: String) -> File? {
    let url = URL(filePath: Fixture.packageRoot).appending(path: path)
    return (try? String(contentsOf: url, encoding: .utf8)).map { File(path: path, text: $0) }
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(Fixture.packageRoot)/\(path)")
  }

  /// Names of folders (or, with `folders` false, files) directly in a folder, sorted.
  static func names(in folder: String, folders: Bool) -> [String] {
    let root = "\(Fixture.packageRoot)/\(folder)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
        && isFolder.boolValue == folders
    }.sorted()
  }

  /// Every Swift file of the product that people wrote.
  static let sources = files(in: "Sources", extensions: ["swift"]).filter { !isGenerated($0.path) }

  /// Every document, the README first.
  static let documents =
    ["README.md", "Fixtures/README.md", "Benchmarks/README.md"].compactMap(file)
    + files(in: "docs", extensions: ["md"])

  static func isGenerated(_ path: String) -> Bool { path.contains("/Generated/") }
}

extension Repository.File {
  /// The file's lines without `//` comments, so that rules about code do not read prose.
  var code: [String] {
    lines.map { line in
      guard let comment = line.range(of: "//") else { return String(line) }
      return String(line[..<comment.lowerBound])
    }
  }
}
