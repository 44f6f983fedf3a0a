import EdgeC
import EdgeData
import EdgeIR
import EdgeSupport

/// A C program, compiled by `$CC` (or `cc`) with the flags that generated code promises to survive, and run on this
/// machine. Its test harness runs each sample twice in an arena full of rubbish.
final class CExecutor: ArtifactExecutor {
  static let strictFlags = [
    "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror", "-O2",
  ]

  private let folder: TemporaryFolder
  private let executable: String
  private let outputTypes: [TensorType]
  private let progress: ((Progress) -> Void)?

  /// - Parameters:
  ///   - program: has the test harness.
  ///   - sources: the folder with the program's own files where they are not to be taken from `program`.
  /// - Throws: `Diagnostic` E602 when there is no compiler, or it rejects the code.
  init(_ program: CProgram, sources: String? = nil, progress: ((Progress) -> Void)? = nil) throws {
    self.progress = progress
    folder = try TemporaryFolder()
    outputTypes = program.outputs.map(\.type)
    executable = "\(folder.path)/program"
    let (test, own) = ("\(program.name)_test.c", "\(program.name).c")
    for file in program.files() where sources == nil || file.name == test {
      try FileSystem.write(file.text, to: "\(folder.path)/\(file.name)")
    }
    let home = sources ?? folder.path
    try CCompiler.host.compile(
      CExecutor.strictFlags
        + ["-I\(home)", "\(folder.path)/\(test)", "\(home)/\(own)", "-o", executable, "-lm"],
      source: "\(home)/\(own)")
  }

  func run(_ samples: [[Tensor]]) throws -> [[Tensor]] {
    progress?(Progress(.running, done: 0, total: samples.count))
    return try samples.enumerated().map { index, sample in
      defer { progress?(Progress(.running, done: index + 1, total: samples.count)) }
      return try runOne(sample)
    }
  }

  private func runOne(_ inputs: [Tensor]) throws -> [Tensor] {
    let inputPaths = inputs.indices.map { "\(folder.path)/input_\($0).bin" }
    let outputPaths = outputTypes.indices.map { "\(folder.path)/output_\($0).bin" }
    for (tensor, path) in zip(inputs, inputPaths) { try TensorFile.write(tensor, path) }
    let result = try ChildProcess.run([executable] + inputPaths + outputPaths)
    guard let result, result.status == 0 else {
      throw Diagnostic.error(
        .internalInvariant, "the compiled program ended with status \(result?.status ?? 127)",
        notes: (result?.errors ?? "").split(separator: "\n").prefix(12).map(String.init),
        hint: "this is a bug in edgec; please report it with the model")
    }
    return try zip(outputPaths, outputTypes).map { try TensorFile.read($0, as: $1.plain).as($1) }
  }
}
