import Foundation
import PackagePlugin

/// Compiles every `.onnx` and `.tflite` file of a target: to a Swift type where the target is Swift, to C where it is C.
///
/// `NAME.edgec.json` beside `NAME.onnx` holds options of `edgec emit-swift` and `edgec emit-c`.
@main
struct EdgeModelPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target as? any SourceModuleTarget else { return [] }
    let tool = try installed ?? context.tool(named: "edgec").url
    let output = context.pluginWorkDirectoryURL
    if module is ClangSourceModuleTarget {
      // SwiftPM lists only what a C target compiles.
      return try Model.models(in: files(below: module.directoryURL)).map { cCommand($0, tool, output) }
    }
    return try Model.models(in: module.sourceFiles.map(\.url)).map { swiftCommand($0, tool, output) }
  }

  private func swiftCommand(_ model: Model, _ tool: URL, _ folder: URL) -> Command {
    // The target may have a NAME.swift of its own, and names of files must differ.
    let output = folder.appending(path: "\(model.name).edgec.swift")
    return .buildCommand(
      displayName: "Compiling model \(model.file.lastPathComponent)", executable: tool,
      arguments: ["emit-swift"] + model.arguments + ["-o", output.path(percentEncoded: false)],
      inputFiles: model.inputs, outputFiles: [output])
  }

  /// Only headers below a folder called `include` are found by the target and by those that depend on it.
  private func cCommand(_ model: Model, _ tool: URL, _ folder: URL) -> Command {
    let output = folder.appending(path: "include")
    return .buildCommand(
      displayName: "Compiling model \(model.file.lastPathComponent)", executable: tool,
      arguments: ["emit-c"] + model.arguments
        + ["--single-file", "--name", model.name, "-o", output.path(percentEncoded: false)],
      inputFiles: model.inputs,
      outputFiles: ["c", "h"].map { output.appending(path: "\(model.name).\($0)") })
  }
}

/// The program that the environment names; without, the package's own is built and run.
private var installed: URL? { ProcessInfo.processInfo.environment["EDGEC"].map { URL(filePath: $0) } }
