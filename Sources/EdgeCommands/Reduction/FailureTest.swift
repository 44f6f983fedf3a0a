internal import EdgeCompiler
internal import EdgeSupport

/// Tells whether a model, written to a file, still fails as the original did.
protocol FailureTest {
  /// - Parameter model: lies in a folder of its own, or is the original.
  func fails(_ model: ModelOnDisk) throws -> Bool

  /// The command that shows the failure, word by word.
  func reproduction(_ model: ModelOnDisk) -> [String]
}

/// A model file, and a folder with numbers for its inputs where there are some.
struct ModelOnDisk {
  let path: String
  let data: String?

  init(path: String, data: String? = nil) { (self.path, self.data) = (path, data) }

  /// Writes a candidate to `path`, and its inputs to a folder beside it in ONNX's own layout: `small.onnx` has
  /// `small_data/test_data_set_0/input_0.pb`. Files appear whole or not at all.
  ///
  /// - Throws: `Diagnostic` E802, E107.
  init(writing candidate: ReductionCandidate, to path: String) throws {
    let folder = "\(path.hasSuffix(".onnx") ? String(path.dropLast(5)) : path)_data"
    let set = "\(folder)/test_data_set_0"
    let bytes = try candidate.encodedModel()
    FileSystem.remove(set)
    let inputs = candidate.encodedInputs()
    if !inputs.isEmpty {
      try FileSystem.createDirectory(set)
      for (index, input) in inputs.enumerated() {
        try FileSystem.write(input, to: "\(set)/input_\(index).pb")
      }
    } else if FileSystem.isDirectory(folder), try FileSystem.list(folder).isEmpty {
      FileSystem.remove(folder)
    }
    try FileSystem.write(bytes, to: path)
    self.init(path: path, data: inputs.isEmpty ? nil : folder)
  }
}
