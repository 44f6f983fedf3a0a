import EdgeC
import EdgeCompiler
import EdgeIR
import EdgeSupport
import EdgeTestSupport
import Synchronization
import Testing

/// ONNX's node tests as compiled C, after all passes.
struct GeneratedCTests {
  @Test(arguments: ConformanceCase.supported)
  func nodeTest(_ test: ConformanceCase) throws {
    test.expect(on: .generatedC) {
      let (outputs, expected) = try GeneratedCBatch.run(test)
      #expect(outputs.count == expected.count)
      for (output, wanted) in zip(outputs, expected) {
        #expect(Tolerance.mismatch(output, wanted) == nil)
      }
    }
  }
}

/// Cases that are compiled together, when the first of them runs.
private final class GeneratedCBatch: Sendable {
  private struct Member: Sendable {
    let number: Int
    let inputs: [Tensor]
    let expected: [Tensor]
  }

  private struct Compiled: Sendable {
    var members: [Int: Result<Member, any Error>] = [:]
    var models: Result<CModelBatch, any Error>
  }

  private static let batchCount = max(1, ConformanceCase.supported.count / 25)
  /// Neighbouring cases are in different batches, so that tests running in parallel compile in parallel.
  private static let batches = (0..<batchCount).map { first in
    GeneratedCBatch(Array(stride(from: first, to: ConformanceCase.supported.count, by: batchCount)))
  }

  private static let positions = Dictionary(
    uniqueKeysWithValues: ConformanceCase.supported.enumerated().map { ($1.name, $0) })

  private let cases: [Int]
  private let compiled = Mutex<Compiled?>(nil)

  private init(_ cases: [Int]) { self.cases = cases }

  /// The outputs of a case and what they should be.
  static func run(_ test: ConformanceCase) throws -> (outputs: [Tensor], expected: [Tensor]) {
    let index = try #require(positions[test.name])
    let compiled = batches[index % batchCount].get()
    let member = try #require(try compiled.members[index]?.get())
    return (try compiled.models.get().run(member.number, member.inputs), member.expected)
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
        let (graph, inputs, expected) = try Self.canonical(ConformanceCase.supported[index])
        programs.append(try CModelBatch.lower(graph, number: programs.count))
        return Member(number: programs.count - 1, inputs: inputs, expected: expected)
      }
    }
    return Compiled(members: members, models: Result { try CModelBatch(programs) })
  }

  /// Inputs whose contents decided shapes are constants to what is compiled.
  private static func canonical(
    _ test: ConformanceCase
  ) throws -> (graph: Graph, inputs: [Tensor], expected: [Tensor]) {
    let (imported, inputs, expected, consulted) = try test.load()
    var editor = GraphEditor(imported)
    for (input, tensor) in zip(imported.inputs, inputs) where consulted.contains(imported[input].name) {
      let constant = editor.addConstant(tensor, name: "\(imported[input].name)_bound")
      editor.replaceAllUses(of: input, with: constant)
    }
    let graph = try Compiler(diagnostics: DiagnosticCollector()).canonicalize(editor.graph)
    return (graph, inputs, expected)
  }
}
