import EdgeCompiler
import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import Foundation
import ONNXFormat
import Testing

/// One of the ONNX project's test cases together with one of its data sets.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
  let onnx: ONNXCase
  let dataSet: String
  let name: String

  var testDescription: String { name }

  private init(_ onnx: ONNXCase, dataSet: String) {
    self.onnx = onnx
    self.dataSet = dataSet
    let suite = onnx.suite == "node" ? "" : "\(onnx.suite)/"
    let version = onnx.version == Self.newerVersion ? "@\(onnx.version)" : ""
    let data = onnx.dataSets.count == 1 ? "" : "/\(FileSystem.baseName(dataSet))"
    name = "\(suite)\(onnx.name)\(version)\(data)"
  }

  /// Another onnx package whose node tests are run, too.
  static let newerVersion = "1.23.2"

  /// `make conformance` runs everything; otherwise a fixed selection of the node tests is run.
  static let runsEverything = ProcessInfo.processInfo.environment["EDGEC_CONFORMANCE"] == "full"

  /// The cases to run: those whose inputs and outputs are tensors that the graph can hold.
  static let all: [ConformanceCase] = {
    do {
      let cases =
        runsEverything
        ? try ONNXCase.all(
          suites: ["node", "simple", "pytorch-converted", "pytorch-operator", "light"], newer: newerVersion)
        : selection(try ONNXCase.all())
      return cases.filter(hasPlainInterface).flatMap { onnx in
        onnx.dataSets.map { ConformanceCase(onnx, dataSet: $0) }
      }
    } catch {
      Issue.record("ONNX's tests cannot be listed: \(error); run `make venv`")
      return []
    }
  }()

  /// At most four cases, spread evenly by name, of those that use the same operators.
  private static func selection(_ cases: [ONNXCase]) -> [ONNXCase] {
    let limit = 4
    let groups = Dictionary(grouping: cases.filter(hasPlainInterface), by: \.operators)
    let chosen = groups.values.flatMap { group in
      group.count <= limit
        ? group : (0..<limit).map { group[$0 * (group.count - 1) / (limit - 1)] }
    }
    return chosen.sorted { $0.name < $1.name }
  }

  private static func hasPlainInterface(_ onnx: ONNXCase) -> Bool {
    (onnx.inputs + onnx.outputs).allSatisfy { $0.kind == .tensor && onnxTypes[$0.dtype] != nil }
  }

  private static let onnxTypes: [String: ElementType] = [
    "float16": .float16, "float": .float32, "double": .float64, "int8": .int8, "int16": .int16,
    "int32": .int32, "int64": .int64, "uint8": .uint8, "uint16": .uint16, "uint32": .uint32,
    "uint64": .uint64, "bool": .bool,
  ]

  /// What a case gives: the graph for its data, and the data. Shapes that depend on the data are taken from it.
  struct Loaded {
    let graph: Graph
    let inputs: [Tensor]
    let expected: [Tensor]
    /// Names of the inputs whose contents decided shapes.
    let consulted: [String]
  }

  func load() throws -> Loaded {
    let inputs = try tensors("input", count: onnx.inputs.count)
    let result = try importGraph(ONNXDecoder.decodeModel(path: modelPath), inputs)
    return Loaded(
      graph: result.graph, inputs: inputs, expected: try tensors("output", count: onnx.outputs.count),
      consulted: result.consultedInputs)
  }

  var modelPath: String { "\(onnx.folder)/model.onnx" }

  /// What the import makes of the case's model, or of one that stands for it.
  func importGraph(_ model: ONNXModel) throws -> Graph {
    try importGraph(model, tensors("input", count: onnx.inputs.count)).graph
  }

  private func importGraph(_ model: ONNXModel, _ inputs: [Tensor]) throws -> ONNXHost.Result {
    let bound = Dictionary(
      uniqueKeysWithValues: zip(onnx.inputs.map(\.name), inputs).filter { !$0.0.isEmpty })
    return try ONNXHost.importGraph(
      model, file: modelPath, table: OperatorCatalog.importers, options: ImportOptions(boundInputs: bound),
      notes: DiagnosticCollector())
  }

  private func tensors(_ role: String, count: Int) throws -> [Tensor] {
    try (0..<count).map { index in
      let path = "\(dataSet)/\(role)_\(index).pb"
      return try Tensor(onnx: ONNXDecoder.decodeTensor(bytes: FileSystem.read(path), path: path))
    }
  }

  /// Holds results against the expected ones with ONNX's tolerances, or, where the operator draws at random, against
  /// what every draw has in common.
  func check(_ outputs: [Tensor], _ loaded: Loaded) {
    #expect(outputs.count == loaded.expected.count)
    if let random = RandomResult(self) {
      #expect(random.mismatch(outputs, loaded) == nil)
    } else {
      for (output, wanted) in zip(outputs, loaded.expected) {
        #expect(mismatch(output, wanted) == nil)
      }
    }
  }

  /// The comparison of ONNX's own test runner: nil when every element is close enough, otherwise what is not.
  private func mismatch(_ actual: Tensor, _ expected: Tensor) -> String? {
    guard actual.type == expected.type else { return "type \(actual.type), expected \(expected.type)" }
    for (index, (a, e)) in zip(actual.doubles(), expected.doubles()).enumerated() {
      if a == e || (a.isNaN && e.isNaN) { continue }
      // An infinite tolerance would let everything be close to an infinity.
      if !e.isFinite || !(abs(a - e) <= onnx.atol + onnx.rtol * abs(e)) {
        return "[\(index)] is \(a), expected \(e)"
      }
    }
    return nil
  }
}
