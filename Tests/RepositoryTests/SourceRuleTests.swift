import Testing

/// Rules of style that a compiler does not check. Exceptions are listed here, each with its reason.
@Suite struct SourceRuleTests {
  private static let all =
    ["Sources", "Tests"].flatMap { folder in
      Repository.files(in: folder, extensions: ["swift", "c", "h", "cpp", "hpp"])
    }
    .filter { !Repository.isGenerated($0.path) }

  /// Path to reason.
  private static let longFiles: [String: String] = [:]

  @Test func filesFitInTheHead() {
    #expect(Self.all.count > 100)
    for file in Self.all where Self.longFiles[file.path] == nil {
      #expect(file.lines.count <= 401, "\(file.path)")
    }
    for path in Self.longFiles.keys {
      let isStillLong = Self.all.contains { $0.path == path && $0.lines.count > 401 }
      #expect(isStillLong, "\(path) needs no exception")
    }
  }

  /// A function ends where a closing brace stands under its first letter: the formatter sees to that.
  @Test func functionsFitOnAScreen() {
    for file in Self.all where file.path.hasSuffix(".swift") {
      let lines = file.lines
      for (start, line) in lines.enumerated()
      where line.contains(/^\s*(?:[a-z@]+(?:\(set\))? )*(?:func |init[(?])/) {
        let indent = line.prefix { $0 == " " }
        let length = lines[start...].firstIndex { $0 == indent + "}" }.map { $0 - start + 1 } ?? 0
        #expect(length <= 70, "\(file.path):\(start + 1)")
      }
    }
  }

  /// What would stop the program on a bad model file.
  private static let traps = ["try!", "as!", "fatalError(", "preconditionFailure("]

  @Test(arguments: traps) func productCodeDoesNotTrap(_ trap: String) {
    for file in Repository.sources {
      for (number, line) in file.code.enumerated() where line.contains(trap) {
        Issue.record("\(file.path):\(number + 1) uses \(trap)")
      }
    }
  }

  @Test func productCodeNeedsNoFoundation() {
    for file in Repository.sources {
      for (number, line) in file.code.enumerated() {
        #expect(!line.contains(/^\s*(?:\w+ )?import Foundation$/), "\(file.path):\(number + 1)")
      }
    }
  }

  @Test func nothingIsLeftUnmerged() {
    let markers = ["<", ">"].map { String(repeating: $0, count: 7) + " " }
    for file in Self.all + Repository.documents {
      for (number, line) in file.lines.enumerated() where markers.contains(where: { line.hasPrefix($0) }) {
        Issue.record("\(file.path):\(number + 1) is a conflict marker")
      }
    }
  }
}
