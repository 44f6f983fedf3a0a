import EdgeIR
import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import Foundation
import ONNXFormat
import Testing

/// One of ONNX's node tests together with one of its data sets.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
  let onnx: ONNXCase
  let dataSet: String

  var name: String {
    onnx.dataSets.count == 1 ? onnx.name : "\(onnx.name)/\(FileSystem.baseName(dataSet))"
  }

  var testDescription: String { name }

  /// Cases whose every operator can be imported, whose values are tensors that the graph can hold, and whose results
  /// are not drawn at random, sorted by name. What is left out is left out for one of these three reasons.
  static let supported: [ConformanceCase] = {
    do {
      return try ONNXCase.all().filter { isSupported($0) && !random.contains($0.name) }.flatMap { onnx in
        onnx.dataSets.map { ConformanceCase(onnx: onnx, dataSet: $0) }
      }
    } catch {
      Issue.record("ONNX's node tests cannot be listed: \(error); run `make venv`")
      return []
    }
  }()

  /// Dropout in training.
  private static let random: Set = [
    "test_training_dropout", "test_training_dropout_default", "test_training_dropout_default_mask",
    "test_training_dropout_mask",
  ]

  private static func isSupported(_ onnx: ONNXCase) -> Bool {
    let hasImporters = onnx.operators.allSatisfy { spelled in
      let parts = spelled.split(separator: ".", maxSplits: 1).map(String.init)
      let domain = parts.count == 2 ? parts[0] : ""
      guard let version = onnx.opsets[domain] else { return false }
      return OperatorCatalog.importers.importer(
        domain: domain, operatorType: parts[parts.count - 1], version: version) != nil
    }
    let types = (onnx.inputs + onnx.outputs).map { $0.kind == .tensor ? onnxTypes[$0.dtype] : nil }
    let version = onnx.opsets[""] ?? 0
    return hasImporters && types.allSatisfy { $0 != nil } && ONNXHost.supportedOpsets.contains(version)
  }

  private static let onnxTypes: [String: ElementType] = [
    "float16": .float16, "float": .float32, "double": .float64, "int8": .int8, "int16": .int16,
    "int32": .int32, "int64": .int64, "uint8": .uint8, "uint16": .uint16, "uint32": .uint32,
    "uint64": .uint64, "bool": .bool,
  ]

  /// The graph for this data, and the data: shapes that depend on it are taken from it.
  func load() throws -> (graph: Graph, inputs: [Tensor], expected: [Tensor], consulted: [String]) {
    let path = "\(onnx.folder)/model.onnx"
    let model = try ONNXDecoder.decodeModel(path: path)
    let inputs = try tensors("input", count: onnx.inputs.count)
    let bound = Dictionary(
      uniqueKeysWithValues: zip(onnx.inputs.map(\.name), inputs).filter { !$0.0.isEmpty })
    let result = try ONNXHost.importGraph(
      model, file: path, table: OperatorCatalog.importers, options: ImportOptions(boundInputs: bound),
      notes: DiagnosticCollector())
    return (
      result.graph, inputs, try tensors("output", count: onnx.outputs.count), result.consultedInputs
    )
  }

  private func tensors(_ role: String, count: Int) throws -> [Tensor] {
    try (0..<count).map { index in
      let path = "\(dataSet)/\(role)_\(index).pb"
      return try Tensor(onnx: ONNXDecoder.decodeTensor(bytes: FileSystem.read(path), path: path))
    }
  }
}

/// The comparison of ONNX's own test runner.
enum Tolerance {
  static let relative = 1e-3
  static let absolute = 1e-7

  /// nil when every element is close enough, otherwise what is not.
  static func mismatch(_ actual: Tensor, _ expected: Tensor) -> String? {
    guard actual.type == expected.type else { return "type \(actual.type), expected \(expected.type)" }
    for (index, (a, e)) in zip(actual.doubles(), expected.doubles()).enumerated() {
      if a == e || (a.isNaN && e.isNaN) { continue }
      if !(abs(a - e) <= absolute + relative * abs(e)) { return "[\(index)] is \(a), expected \(e)" }
    }
    return nil
  }
}
