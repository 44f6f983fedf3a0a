import EdgeC
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import Testing

/// What the driver makes of computations: memory shared, copies where it cannot be, refusals.
struct CHostTests {
  /// An operator that has no C form.
  private struct Mystery: Operator {
    static let name = "Mystery"
    var quantization: QuantizationRule { .floatOnly }
    func infer(_ inputs: [TensorType?]) throws -> [TensorType] { [try inputs.required(0)] }
    func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] { inputs.compactMap { $0 } }
  }

  private func source(_ graph: Graph) throws -> String {
    try Models.lower(graph).files().first { $0.name == "model.c" }?.text ?? ""
  }

  private func copies(_ graph: Graph) throws -> Int {
    try source(graph).split(separator: "\n").count { $0.contains("memcpy(") }
  }

  @Test func everyRefusalIsReportedAtOnce() throws {
    var editor = GraphEditor(name: "refusals")
    let x = editor.addInput(name: "half", type: TensorType(.float16, [4]))
    let origin = Origin(name: "first", operatorType: "Enigma", opset: 9, index: 3)
    let first = try editor.add(Mystery(), [x], names: ["a"], origins: [origin])
    let second = try editor.add(Mystery(), first, names: ["b"])
    editor.addOutput(name: "y", value: second[0])
    let error = #expect(throws: DiagnosticsError.self) { try Models.lower(editor.graph) }
    let diagnostics = error?.diagnostics ?? []
    #expect(diagnostics.allSatisfy { $0.code == .cUnsupported && $0.hint != nil })
    #expect(diagnostics.compactMap(\.location.value) == ["half", "y"])
    #expect(diagnostics.compactMap(\.location.operatorType) == ["Enigma", "Mystery"])
    #expect(diagnostics.first { $0.location.node == "first" }?.location.opset == 9)
  }

  @Test func contiguousConcatenationCopiesNothing() throws {
    let graph = try Models.concatenation(of: [8, 12, 4])
    #expect(try copies(graph) == 0)
    #expect(try Models.lower(graph).report.arenaBytes == 24 * 4)
  }

  @Test func slicesAreViews() throws {
    var editor = GraphEditor(name: "slices")
    let x = editor.addInput(name: "x", type: Models.vector(32))
    for start in [0, 16] {
      let part = try editor.add(Slice(starts: [start], steps: [1], sizes: [16]), [x])
      let clipped = try editor.add(Clip(lower: 0, upper: 1), part)
      editor.addOutput(name: "part\(start)", value: clipped[0])
    }
    #expect(try copies(editor.graph) == 0)
    #expect(try Models.lower(editor.graph).report.arenaBytes == 32 * 4)
  }

  @Test func whatCannotShareIsCopied() throws {
    var editor = GraphEditor(name: "twice")
    let x = editor.addInput(name: "x", type: Models.vector(8))
    let constant = editor.addConstant(Models.ramp([4]), name: "c")
    let y = try editor.add(Clip(lower: 0, upper: 1), [x])[0]
    let joined = try editor.add(Concat(axis: 0), [y, y, constant])
    editor.addOutput(name: "joined", value: joined[0])
    #expect(try copies(editor.graph) == 2)
  }

  /// Outputs that show an input, a constant, a value shown before, or another name for an input.
  @Test func everyOutputHasItsOwnPlace() throws {
    var editor = GraphEditor(name: "outputs")
    let x = editor.addInput(name: "x", type: Models.vector(8))
    let constant = editor.addConstant(Models.ramp([8]), name: "c")
    let y = try editor.add(Clip(lower: 0, upper: 1), [x])[0]
    let renamed = try editor.add(Reshape(shape: [2, 4]), [x])[0]
    for (index, value) in [x, constant, y, y, renamed].enumerated() {
      editor.addOutput(name: "output\(index)", value: value)
    }
    let program = try Models.lower(editor.graph)
    #expect(Set(program.outputs.map(\.offset)).count == 5)
    let runner = try CModelRunner(editor.graph)
    let input = Models.ramp([8], from: 5)
    let outputs = try runner.run([input])
    #expect(outputs[0].isIdentical(to: input))
    #expect(outputs[1].isIdentical(to: Models.ramp([8])))
    #expect(outputs[3].isIdentical(to: outputs[2]))
    #expect(outputs[4].isIdentical(to: input.reshaped([2, 4])))
  }

  @Test func equalConstantsAreStoredOnce() throws {
    var editor = GraphEditor(name: "constants")
    let x = editor.addInput(name: "x", type: Models.vector(8))
    let a = editor.addConstant(Models.ramp([8]), name: "a")
    let b = editor.addConstant(Models.ramp([1, 8]), name: "b")
    let c = editor.addConstant(Models.ramp([8], from: 1), name: "c")
    let first = try editor.add(Binary(.add), [x, a])
    let second = try editor.add(Binary(.add), [first[0], b])
    let third = try editor.add(Binary(.add), [second[0], c])
    editor.addOutput(name: "y", value: third[0])
    #expect(try Models.lower(editor.graph).report.weightBytes == 2 * 32)
  }

  /// One fence before each kernel and one after the last; see `CProgram.fence`.
  @Test func kernelsAreFenced() throws {
    let lines = try source(Models.convolutions()).split(separator: "\n")
    #expect(lines.count { $0.contains("EDGEC_FENCE();") } == 4)
  }

  /// A loop over a matrix of four columns, whose reads gcc 12 attributes to other memory than its writes.
  @Test(arguments: CCompiler.host, [["-O1"], ["-O2"], ["-O3"]])
  func transpositionReadsWhatWasWritten(_ compiler: CCompiler, flags: [String]) throws {
    var editor = GraphEditor(name: "transposition")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [6, 4]))
    let clipped = try editor.add(Clip(lower: -0.5, upper: 0.5), [x])
    let turned = try editor.add(Transpose(permutation: [1, 0]), clipped)
    editor.addOutput(name: "y", value: turned[0])
    let program = try CModelBatch.lower(editor.graph, number: 0)
    let input = Models.ramp([6, 4])
    let outputs = try CModelBatch([program], compiler: compiler, flags: flags).run(0, [input])
    #expect(try outputs[0].isIdentical(to: Interpreter(editor.graph).run([input])[0]))
  }

  @Test func emptyTensorsAndEmptyGraphs() throws {
    var editor = GraphEditor(name: "empty")
    let x = editor.addInput(name: "x", type: Models.vector(0))
    let y = editor.addInput(name: "y", type: Models.vector(4))
    let joined = try editor.add(Concat(axis: 0), [x, y, x])
    let clipped = try editor.add(Clip(lower: 0, upper: 1), [x])
    editor.addOutput(name: "joined", value: joined[0])
    editor.addOutput(name: "clipped", value: clipped[0])
    let input = Models.ramp([4])
    let outputs = try CModelRunner(editor.graph, sanitizers: [.address, .undefined]).run([
      Models.ramp([0]), input,
    ])
    #expect(outputs[0].isIdentical(to: input))
    let nothing = GraphEditor(name: "nothing").graph
    #expect(try CModelRunner(nothing).run([]).isEmpty)
  }
}
