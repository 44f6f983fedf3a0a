internal import EdgeSupport

/// The user's own program: interesting is what makes it end with 0. Its arguments are the model's path and, where there
/// are numbers for the inputs, the folder of these.
struct ScriptTest: FailureTest {
  let path: String
  let timeout: Duration

  func fails(_ model: ModelOnDisk) throws -> Bool {
    guard let process = try ChildProcess.run(reproduction(model), timeout: timeout) else {
      throw Diagnostic.error(
        .fileNotReadable, "cannot be run", at: .init(file: path),
        hint: "make it executable: chmod +x \(path)")
    }
    return process.status == 0
  }

  func reproduction(_ model: ModelOnDisk) -> [String] {
    [path.contains("/") ? path : "./\(path)", model.path] + (model.data.map { [$0] } ?? [])
  }
}
