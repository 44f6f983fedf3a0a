import EdgeC
import EdgeSupport

/// What a compiler makes of a program: how large its code is and how much of the stack its calls take.
struct CodeMeasurement {
  struct Stack {
    let bytes: Int
    let chain: [(function: String, bytes: Int)]
    /// Functions of other files whose stack is not in it.
    let unmeasured: [String]
  }

  /// The compiler with its flags, as a user would write it.
  let compiler: String
  /// Constants and code; nil where there is no compiler, or no tool that tells.
  let bytes: Int?
  /// Nil where the compiler does not say.
  let stack: Stack?

  /// - Throws: `Diagnostic` E602 when the compiler rejects the program.
  static func measure(
    _ program: CProgram, for target: CTarget, _ goal: KernelGoal
  ) throws -> CodeMeasurement {
    let folder = try TemporaryFolder()
    for file in program.files() { try FileSystem.write(file.text, to: "\(folder.path)/\(file.name)") }
    let compiler = target.compiler
    let object = "\(folder.path)/program.o"
    let base = compiler + ["-std=c99", goal.compilerFlag]
    let compile = base + ["-c", "\(folder.path)/\(program.name).c", "-o", object]
    // Only gcc says who calls whom.
    let detailed = try ChildProcess.run(compile + ["-fstack-usage", "-fcallgraph-info=su"])
    guard let detailed, detailed.status != 127 else {
      return CodeMeasurement(compiler: compiler[0], bytes: nil, stack: nil)
    }
    let isDetailed = detailed.status == 0
    if !isDetailed, let plain = try ChildProcess.run(compile), plain.status != 0 {
      throw Diagnostic.error(
        .cCompilerFailed, "'\(compiler[0])' rejected the program",
        notes: plain.errors.split(separator: "\n").prefix(12).map(String.init),
        hint: "generated code compiles without a warning; please report this")
    }
    return CodeMeasurement(
      compiler: base.joined(separator: " "), bytes: try size(of: object, compiler),
      stack: isDetailed ? try stack("\(folder.path)/program", "\(program.name)_run", compiler, target) : nil)
  }

  /// The path of one of the compiler's companions.
  private static func tool(_ name: String, of compiler: [String]) throws -> String? {
    let found = try ChildProcess.run(compiler + ["-print-prog-name=\(name)"])
    let path = String(decoding: found?.output ?? [], as: UTF8.self).filter { !$0.isNewline }
    return path.isEmpty ? nil : path
  }

  /// Text and data as the compiler's own `size` sees them.
  private static func size(of object: String, _ compiler: [String]) throws -> Int? {
    guard let tool = try tool("size", of: compiler), let result = try ChildProcess.run([tool, object]),
      result.status == 0
    else { return nil }
    let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
    guard lines.count == 2 else { return nil }
    let columns = lines[0].split(whereSeparator: \.isWhitespace)
    let numbers = lines[1].split(whereSeparator: \.isWhitespace).map { Int($0) }
    let sizes = zip(columns, numbers).filter { $0.0 == "text" || $0.0 == "data" }.compactMap(\.1)
    return sizes.count == 2 ? sizes[0] + sizes[1] : nil
  }

  /// - Parameter stem: the path of the object and of the call graph, without extension.
  private static func stack(
    _ stem: String, _ root: String, _ compiler: [String], _ target: CTarget
  ) throws -> Stack? {
    guard FileSystem.exists("\(stem).ci") else { return nil }
    var graph = CallGraph(parsing: String(decoding: try FileSystem.read("\(stem).ci"), as: UTF8.self))
    if target.hasAssembly {
      guard let tool = try tool("objdump", of: compiler),
        let listing = try ChildProcess.run([tool, "-d", "\(stem).o"]), listing.status == 0
      else { return nil }
      graph.raise(AssemblyStack(parsing: String(decoding: listing.output, as: UTF8.self)).depths)
    }
    guard let chain = graph.deepest(from: root) else { return nil }
    return Stack(
      bytes: chain.bytes, chain: chain.functions.map { ($0.name, $0.stackBytes ?? 0) },
      unmeasured: graph.unmeasured)
  }

  // MARK: Words

  func codeBytes(without constants: Int) -> Int? { bytes.map { max(0, $0 - constants) } }

  func codeRemark(without constants: Int) -> String {
    guard let code = codeBytes(without: constants) else {
      return "code not measured: there is no compiler '\(compiler)', or no size tool with it"
    }
    return "\(code.grouped) B of code (\(compiler))"
  }

  var stackRemark: String {
    guard let stack else {
      return "it takes a gcc with -fcallgraph-info, '\(compiler)' is none or is not there"
    }
    let others = stack.unmeasured.isEmpty ? "" : ", without \(stack.unmeasured.joined(separator: ", "))"
    return "of the deepest calls (\(compiler))\(others)"
  }
}

extension CTarget {
  /// Whether kernels may be written in Arm's assembly.
  fileprivate var hasAssembly: Bool {
    switch instructions {
    case .dsp, .mve: true
    case .portable, .simd: false
    }
  }

  /// The compiler for the processor, with the flags that select it; this machine's for programs that are for any.
  fileprivate var compiler: [String] {
    let board = CortexMBoard.allCases.first { $0.target == (self == .cortexM ? .cortexM4 : self) }
    return (board.map(CCompiler.cross) ?? .host).command
  }
}
