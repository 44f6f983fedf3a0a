public import EdgeC
public import EdgeIR

/// Emits a graph as C, compiles it and runs it on this machine.
///
/// The program is edgec's own test harness: every sample runs twice in an arena full of rubbish between guard bytes,
/// and a difference between the runs or a touched guard is a failure.
public struct CModelRunner: Sendable {
  /// What a program did not do, in words.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  private let executable: Executable
  private let outputTypes: [TensorType]

  /// - Throws: `DiagnosticsError` when the graph has no C form, `CompilationFailed` when the compiler is not content.
  public init(
    _ graph: Graph, compiler: CCompiler = .gcc, sanitizers: [CCompiler.Sanitizer] = [],
    flags: [String] = ["-O2"], singleFile: Bool = false, target: CTarget = .portable,
    goal: KernelGoal = .balanced
  ) throws {
    let options = COptions(
      name: "model", target: target, goal: goal, harness: .test, singleFile: singleFile, version: "0",
      modelDigest: "0")
    let program = try CHost.lower(graph, options: options)
    let folder = try TemporaryDirectory()
    try folder.write(program)
    executable = try compiler.compile(
      [folder.file("model.c"), folder.file("model_test.c")], includes: [folder.path], flags: flags,
      sanitizers: sanitizers)
    outputTypes = program.outputs.map(\.type)
  }

  /// - Parameter inputs: one tensor for each graph input, in order.
  /// - Returns: one tensor for each graph output, in order.
  /// - Throws: `Failure` when the program stops or breaks a promise.
  public func run(_ inputs: [Tensor]) throws -> [Tensor] {
    let result = try executable.run(["-"], input: inputs.flatMap { [UInt8]($0.storage.bytes) })
    guard result.status == 0 else {
      throw Failure(description: "the program ended with status \(result.status): \(result.errors)")
    }
    return try Self.tensors(outputTypes, from: result.output)
  }

  /// Cuts a program's raw output into tensors.
  public static func tensors(_ types: [TensorType], from bytes: [UInt8]) throws -> [Tensor] {
    let expected = types.reduce(0) { $0 + $1.sizeInBytes }
    guard bytes.count == expected else {
      throw Failure(description: "expected \(expected) bytes of outputs, got \(bytes.count)")
    }
    var start = 0
    return types.map { type in
      let part = bytes[start..<start + type.sizeInBytes]
      start += type.sizeInBytes
      return Tensor(type, storage: part.withUnsafeBytes { TensorStorage(copying: $0) })
    }
  }
}

extension TemporaryDirectory {
  /// Writes every file of a program.
  public func write(_ program: CProgram) throws {
    for file in program.files() { try write(file.text, to: file.name) }
  }
}
