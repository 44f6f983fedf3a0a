import EdgeC
import EdgeData
import EdgeIR

/// A C program with the test harness on an emulated board: compiled with the flags that generated code promises to
/// survive, each sample run twice in an arena full of rubbish.
struct BoardExecutor: ArtifactExecutor {
  private let program: BoardProgram
  private let outputTypes: [TensorType]
  private let progress: ((Progress) -> Void)?

  /// - Parameter program: has the test harness.
  /// - Throws: `Diagnostic` E602 when there is no compiler, it rejects the code, or the board's memory is too small.
  init(_ program: CProgram, on board: CortexMBoard, progress: ((Progress) -> Void)? = nil) throws {
    self.program = try BoardProgram(program.files(), for: board, flags: ["-O2"])
    outputTypes = program.outputs.map(\.type)
    self.progress = progress
  }

  func run(_ samples: [[Tensor]]) throws -> [[Tensor]] {
    progress?(Progress(.running, done: 0, total: samples.count))
    return try samples.enumerated().map { index, inputs in
      defer { progress?(Progress(.running, done: index + 1, total: samples.count)) }
      let names = inputs.indices.map { "input_\($0).bin" }
      let results = outputTypes.indices.map { "output_\($0).bin" }
      for (tensor, name) in zip(inputs, names) { try TensorFile.write(tensor, "\(program.folder)/\(name)") }
      _ = try program.run(names + results)
      return try zip(results, outputTypes).map {
        try TensorFile.read("\(program.folder)/\($0)", as: $1.plain).as($1)
      }
    }
  }
}
