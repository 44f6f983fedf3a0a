import Foundation
import PackagePlugin

/// `swift package edgec-emit-c MODEL -o FOLDER`: `edgec emit-c` in the package's folder, for C that is checked in.
///
/// Options in `NAME.edgec.json` beside the model count.
@main
struct EdgeModelEmitC: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let tool = Process()
    tool.executableURL = try installed ?? context.tool(named: "edgec").url
    tool.currentDirectoryURL = context.package.directoryURL
    tool.arguments = ["emit-c"] + options(of: arguments.first, in: context.package.directoryURL) + arguments
    try tool.run()
    tool.waitUntilExit()
    if tool.terminationStatus != 0 {
      Diagnostics.error("edgec emit-c ended with exit code \(tool.terminationStatus)")
    }
  }

  private func options(of model: String?, in folder: URL) -> [String] {
    guard let model, !model.hasPrefix("-") else { return [] }
    let file = URL(filePath: model, relativeTo: folder).deletingPathExtension().appendingPathExtension(
      "edgec.json")
    let path = file.path(percentEncoded: false)
    return FileManager.default.fileExists(atPath: path) ? ["--options", path] : []
  }
}

/// The program that the environment names; without, the package's own is built and run.
private var installed: URL? { ProcessInfo.processInfo.environment["EDGEC"].map { URL(filePath: $0) } }
