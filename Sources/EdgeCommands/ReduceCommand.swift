internal import ArgumentParser
internal import EdgeCompiler
internal import EdgeSupport

/// `edgec reduce`: a model that fails, made small enough to look at and to send.
struct ReduceCommand: EdgecSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "reduce", abstract: "Shrinks a failing model to the least that still fails.",
    discussion: """
      Nodes are cut off, then outputs, attributes, shapes and weights, as long as the failure stays the same. Values \
      that become inputs have the numbers that they have inside the whole model. The model itself is not touched; the \
      smallest model so far is always in the output file.

      What fails is `edgec verify` unless options say otherwise: another command, a certain diagnostic, or a script \
      that ends with 0 for the models that are of interest.

        edgec reduce model.onnx -o small.onnx
        edgec reduce model.onnx -o small.onnx --against c --rtol 1e-4
        edgec reduce model.onnx -o small.onnx --code E501
        edgec reduce model.onnx -o small.onnx --command 'convert --target tflm'
        edgec reduce model.onnx -o small.onnx --test ./still_fails.sh
      """)

  @OptionGroup var input: ModelOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The ONNX file to write.", valueName: "file"))
  var output: String

  @OptionGroup(title: "What fails") var failure: FailureOptions

  @Option(
    help: ArgumentHelp("Inputs to begin with: a folder or .npz. Random inputs without.", valueName: "path"))
  var data: String?

  @Option(help: ArgumentHelp("Chooses the random inputs.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("At most so many samples are tried for one that fails (3).", valueName: "n"))
  var samples: Int?

  @Option(name: .customLong("max-tests"), help: ArgumentHelp("Stops after so many tests.", valueName: "n"))
  var maxTests = 1000

  @Option(
    name: .customLong("time-limit"), help: ArgumentHelp("Stops after so many seconds.", valueName: "s"))
  var timeLimit: Int?

  @OptionGroup var common: CommonOptions

  func execute(_ session: Session) throws -> EdgecExitCode {
    try check()
    let watch = Stopwatch()
    let file = try ModelFile(input.model)
    var test = try failure.test(model: input.model, arguments: originalArguments, isolated: failure.isolated)
    if let command = test as? CommandTest { test = try failure.settle(command) }
    let compiler = try compiler(session)
    let scratch = try TemporaryFolder()
    let candidatePath = "\(scratch.path)/model.onnx"
    func fails(_ candidate: ReductionCandidate) throws -> Bool {
      try test.fails(ModelOnDisk(writing: candidate, to: candidatePath))
    }
    let start = try start(compiler, file, fails)
    var written = try ModelOnDisk(writing: start, to: output)
    var limits = ReductionLimits()
    limits.tests = maxTests
    limits.time = timeLimit.map { .seconds($0) }
    let reducer = Reducer(
      start, limits: limits, progress: compiler.options.progress,
      improved: { written = try ModelOnDisk(writing: $0, to: self.output) }, test: fails)
    try reducer.run()
    session.write(summary(file, start, reducer, written, watch.elapsedText))
    session.write(["", "reproduce with", "", "  \(ShellWords.join(test.reproduction(written)))"])
    return .success
  }

  /// What the original model is tested with, besides the options of the failure.
  private var originalArguments: [String] {
    input.shapes.dimensions.flatMap { ["--dim", "\($0.name)=\($0.size)"] }
      + input.shapes.inputShapes.flatMap {
        ["--input-shape", "\($0.name)=\($0.shape.map { "\($0)" }.joined(separator: ","))"]
      }
  }

  private func compiler(_ session: Session) throws -> Compiler {
    var options = CompilerOptions()
    try input.apply(to: &options)
    return session.compiler(options)
  }

  private func check() throws {
    guard maxTests > 0, timeLimit.map({ $0 > 0 }) ?? true, samples.map({ $0 > 0 }) ?? true else {
      throw Diagnostic.error(
        .invalidOption, "--max-tests, --time-limit and --samples expect numbers above 0",
        hint: "leave them out")
    }
    guard output != input.model else {
      throw Diagnostic.error(
        .invalidOption, "-o names the model itself", hint: "the original is kept; choose another name")
    }
  }

  /// The first form of the model that fails: with its shapes fixed and numbers for its inputs, if that can be.
  private func start(
    _ compiler: Compiler, _ file: ModelFile, _ fails: (ReductionCandidate) throws -> Bool
  ) throws -> ReductionCandidate {
    var request = VerificationRequest()
    request.data = data
    request.seed = seed
    request.samples = samples
    for candidate in try compiler.reductionStarts(file, request) where try fails(candidate) {
      return candidate
    }
    throw Diagnostic.error(
      .invalidOption, "nothing fails with this model, or only with other inputs", at: .init(file: file.path),
      hint:
        "say what fails with --command, --code or --test, and with which inputs: --data, --seed, --samples")
  }

  private func summary(
    _ file: ModelFile, _ start: ReductionCandidate, _ reducer: Reducer, _ written: ModelOnDisk,
    _ time: String
  ) -> [String] {
    let best = reducer.best
    var facts = TextTable([.left, .left])
    let names = best.operators.prefix(8).joined(separator: ", ") + (best.operators.count > 8 ? ", …" : "")
    facts.add(["  nodes", "\(start.operators.count.grouped) → \(best.operators.count.grouped): \(names)"])
    let size = FileSystem.size(of: written.path) ?? 0
    facts.add(["  size", "\(file.describedSize) → \(size.grouped) B"])
    if let data = written.data { facts.add(["  data", "\(data): inputs as they are inside the model"]) }
    facts.add(["  tests", "\(reducer.testCount.grouped) in \(time)"])
    if !best.hasFixedShapes {
      facts.add(["  note", "shapes were left as they are; with --dim or --input-shape it may get smaller"])
    }
    if reducer.isExhausted { facts.add(["  note", "a limit ended the search, the model may get smaller"]) }
    return ["\(file.path) → \(written.path)", ""] + facts.lines
  }
}
