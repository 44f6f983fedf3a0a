import Foundation

/// Where the repository's files are, found from this file's own place so that tests run from any folder.
public enum Fixture {
  /// The folder with `Package.swift`.
  public static let packageRoot = (1...3).reduce(URL(filePath: #filePath)) { path, _ in
    path.deletingLastPathComponent()
  }.path

  /// Folders below `Fixtures/models`: each holds `model.onnx`, `input_0.npy` and `output_0.npy`.
  public static let models = folders(in: "models")

  /// The path of something in `Fixtures`.
  public static func path(_ relative: String) -> String {
    "\(packageRoot)/Fixtures/\(relative)"
  }

  public static func bytes(_ relative: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: path(relative))))
  }

  /// Names of the folders in one folder of `Fixtures`, sorted.
  public static func folders(in relative: String) -> [String] {
    let root = path(relative)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.filter { isFolder("\(root)/\($0)") }.sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var folder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder.boolValue
  }
}

/// What a test cannot run without, and how to get it.
public struct MissingTool: Error, CustomStringConvertible {
  public let description: String

  init(_ tool: String, remedy: String) {
    description = "\(tool) is missing: run \(remedy)"
  }
}
