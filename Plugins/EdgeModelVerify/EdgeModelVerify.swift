import Foundation
import PackagePlugin

/// `swift package edgec-verify [MODEL] [OPTIONS]`: `edgec verify` in the package's folder, of one model or of every model
/// of the package's targets.
///
/// Options in `NAME.edgec.json` beside the model count. The first model that fails ends it.
@main
struct EdgeModelVerify: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let folder = context.package.directoryURL
    let isGiven = arguments.first.map { !$0.hasPrefix("-") } ?? false
    let models = isGiven ? [URL(filePath: arguments[0], relativeTo: folder)] : models(of: context.package)
    if models.isEmpty { Diagnostics.remark("no target of this package has an .onnx or .tflite file") }
    for model in models {
      let tool = Process()
      tool.executableURL = try installed ?? context.tool(named: "edgec").url
      tool.currentDirectoryURL = folder
      tool.arguments =
        ["verify", model.path(percentEncoded: false)] + options(of: model)
        + arguments.dropFirst(isGiven ? 1 : 0)
      try tool.run()
      tool.waitUntilExit()
      guard tool.terminationStatus == 0 else {
        return Diagnostics.error(
          "edgec verify \(model.lastPathComponent) ended with exit code \(tool.terminationStatus)")
      }
    }
  }

  private func models(of package: Package) -> [URL] {
    let folders = Set(package.targets.map(\.directoryURL))
    let files = folders.flatMap { folder in
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
        ?? []
    }
    return files.filter { ["onnx", "tflite"].contains($0.pathExtension) }.sorted { $0.path < $1.path }
  }

  private func options(of model: URL) -> [String] {
    let path = model.deletingPathExtension().appendingPathExtension("edgec.json").path(percentEncoded: false)
    return FileManager.default.fileExists(atPath: path) ? ["--options", path] : []
  }
}

/// The program that the environment names; without, the package's own is built and run.
private var installed: URL? { ProcessInfo.processInfo.environment["EDGEC"].map { URL(filePath: $0) } }
