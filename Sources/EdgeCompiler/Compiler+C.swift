public import EdgeC
public import EdgeIR
import EdgeInterpreter
import EdgePasses
public import EdgeQuantization
import EdgeSupport

/// What a user decides about a C program.
public struct CProgramRequest: Sendable {
  /// Prefix of every name; anything that is no C identifier is made one.
  public var name: String
  public var target = CTarget.portable
  /// What kernels are chosen for.
  public var goal = KernelGoal.balanced
  public var harness = CHarness.none
  public var singleFile = false
  /// Bytes that the arena may have at most.
  public var maxRAM: Int?
  /// Bytes that constant data may have at most; code comes on top.
  public var maxFlash: Int?

  public init(name: String) { self.name = name }
}

/// A C program, and what quantization has made of the model on the way.
public struct CArtifact: Sendable {
  public let program: CProgram
  /// Nil where the program computes as the model does.
  public let quantization: QuantizationReport?
  public let removedChannels: RemovedChannels
}

extension Compiler {
  /// The C program that computes what the file's model does.
  ///
  /// With the test harness come test vectors: random inputs with the outputs of the imported graph, or of the quantized one
  /// where there is one.
  /// - Throws: `DiagnosticsError` with everything that is wrong with the file or has no form in C; E603 when a budget
  ///   is exceeded.
  public func compileToC(_ file: ModelFile, _ request: CProgramRequest) throws -> CArtifact {
    let compiled = try compile(file, for: .c)
    let reference = try compiled.quantization == nil ? importModel(file).graph : compiled.whole
    let goldens = request.harness == .test ? try randomGoldens(reference) : []
    let program = try lowerToC(compiled.graph, request, modelDigest: file.sha256(), goldens: goldens)
    return CArtifact(
      program: program, quantization: compiled.quantization, removedChannels: compiled.removedChannels)
  }

  /// Lowers a canonical graph.
  ///
  /// - Throws: As `compileToC`.
  public func lowerToC(
    _ graph: Graph, _ request: CProgramRequest, modelDigest: String, goldens: [CGolden] = []
  ) throws -> CProgram {
    noteChangedLayouts(graph)
    warnOfEmulatedQuantization(graph)
    let program = try CHost.lower(
      run(Pipeline.tabulated, on: graph),
      options: COptions(
        name: request.name, target: request.target, goal: request.goal, maxRAM: request.maxRAM,
        maxFlash: request.maxFlash, harness: request.harness, singleFile: request.singleFile,
        version: EdgecVersion.text, modelDigest: modelDigest, goldens: goldens))
    let problems = [
      excess(of: "RAM", program.report.arenaBytes, over: request.maxRAM, notes: causes(program.report)),
      excess(of: "flash", program.report.weightBytes, over: request.maxFlash, notes: []),
    ].compactMap { $0 }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
    return program
  }

  private func randomGoldens(_ graph: Graph) throws -> [CGolden] {
    let inputs = RandomTensors.inputs(of: graph, seed: 0)
    return [CGolden(inputs: inputs, outputs: try Interpreter(graph).run(inputs))]
  }

  private func excess(of memory: String, _ bytes: Int, over budget: Int?, notes: [String]) -> Diagnostic? {
    guard let budget, bytes > budget else { return nil }
    return .error(
      .budgetExceeded,
      "expected at most \(budget.grouped) B of \(memory), got \(bytes.grouped) B: "
        + "\((bytes - budget).grouped) B too much",
      notes: notes, hint: "use a smaller model, or raise --max-\(memory.lowercased())")
  }

  private func causes(_ report: CReport) -> [String] {
    let largest = report.causes.prefix(3).map { "'\($0.name)' \($0.bytes.grouped) B" }
    return [report.summary, "at the peak: \(largest.joined(separator: ", "))"]
  }
}
