import EdgeC
import EdgeCompiler
import EdgeIR
import EdgeSupport
import EdgeTestSupport
import Synchronization
import Testing

/// ONNX's tests as compiled C, after all passes.
struct GeneratedCTests {
  @Test(arguments: ConformanceCase.all)
  func conforms(_ test: ConformanceCase) {
    test.expect(on: .generatedC) {
      let (outputs, loaded) = try GeneratedCBatch.run(test)
      test.check(outputs, loaded)
    }
  }
}

/// Cases that are compiled together, when the first of them runs.
private final class GeneratedCBatch: Sendable {
  private struct Member: Sendable {
    let number: Int
    let loaded: ConformanceCase.Loaded
  }

  private struct Compiled: Sendable {
    var members: [Int: Result<Member, any Error>] = [:]
    var models: Result<CModelBatch, any Error>
  }

  private static let batchCount = max(1, ConformanceCase.all.count / 25)
  /// Neighbouring cases are in different batches, so that tests running in parallel compile in parallel.
  private static let batches = (0..<batchCount).map { first in
    GeneratedCBatch(Array(stride(from: first, to: ConformanceCase.all.count, by: batchCount)))
  }

  private static let positions = Dictionary(
    uniqueKeysWithValues: ConformanceCase.all.enumerated().map { ($1.name, $0) })

  private let cases: [Int]
  private let compiled = Mutex<Compiled?>(nil)

  private init(_ cases: [Int]) { self.cases = cases }

  /// The outputs of a case and what it was made of.
  static func run(_ test: ConformanceCase) throws -> (outputs: [Tensor], loaded: ConformanceCase.Loaded) {
    let index = try #require(positions[test.name])
    let compiled = batches[index % batchCount].get()
    let member = try #require(try compiled.members[index]?.get())
    let outputs = try compiled.models.get().run(member.number, member.loaded.inputs)
    return (member.loaded.graph.trimmed(outputs), member.loaded)
  }

  private func get() -> Compiled {
    compiled.withLock { state in
      if let state { return state }
      let made = compile()
      state = made
      return made
    }
  }

  private func compile() -> Compiled {
    var programs: [CProgram] = []
    var members: [Int: Result<Member, any Error>] = [:]
    for index in cases {
      members[index] = Result {
        let loaded = try ConformanceCase.all[index].load()
        programs.append(try CModelBatch.lower(Self.canonical(loaded), number: programs.count))
        return Member(number: programs.count - 1, loaded: loaded)
      }
    }
    return Compiled(members: members, models: Result { try CModelBatch(programs) })
  }

  /// Inputs whose contents decided shapes are constants to what is compiled.
  private static func canonical(_ loaded: ConformanceCase.Loaded) throws -> Graph {
    var editor = GraphEditor(loaded.graph)
    for (input, tensor) in zip(loaded.graph.inputs, loaded.inputs) {
      let name = loaded.graph[input].name
      guard loaded.consulted.contains(name) else { continue }
      editor.replaceAllUses(of: input, with: editor.addConstant(tensor, name: "\(name)_bound"))
    }
    return try Compiler(diagnostics: DiagnosticCollector()).canonicalize(editor.graph, for: .c)
  }
}
