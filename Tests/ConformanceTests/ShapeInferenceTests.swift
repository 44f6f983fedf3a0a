import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import ONNXTestSupport
import Testing

/// The element types and shapes that ONNX's own inference gives to the values of a model, against the import's.
///
/// The import holds every value against what the model declares of it. So a model in which somebody else's inference
/// has declared all that it found is a model that imports only when both agree.
struct ShapeInferenceTests {
  /// What can be imported, of the version whose inference is asked.
  private static let cases = ConformanceCase.all.filter {
    $0.onnx.version != ConformanceCase.newerVersion && SkipList.reason($0, on: .reference) == nil
  }

  /// libonnx, which knows IR versions to 8 and opsets to 17.
  @Test(arguments: cases.filter(isCovered))
  func libonnxAgrees(_ test: ConformanceCase) throws {
    _ = try test.importGraph(Self.inferredByLibonnx(test.modelPath))
  }

  /// The onnx package, which knows every opset.
  @Test(arguments: cases)
  func onnxPackageAgrees(_ test: ConformanceCase) throws {
    _ = try test.importGraph(Self.inferredByPackage(test.modelPath))
  }

  @Test(arguments: Fixture.models)
  func agreeOnFixtureModels(_ folder: String) throws {
    let path = Fixture.path("models/\(folder)/model.onnx")
    var models = [try Self.inferredByPackage(path)]
    if Self.isCovered(path) { models.append(try Self.inferredByLibonnx(path)) }
    for model in models {
      #expect(model.graph.knownSizes > model.graph.nodes.count / 2)
      _ = try ONNXHost.importGraph(
        model, file: path, table: OperatorCatalog.importers, options: ImportOptions(),
        notes: DiagnosticCollector())
    }
  }

  /// What the agreement is worth: how much was inferred at all.
  @Test func mostSizesAreInferred() throws {
    var (byLibonnx, byPackage) = ([Int](), [Int]())
    for test in Self.cases {
      byPackage.append(try Self.inferredByPackage(test.modelPath).graph.knownSizes)
      if Self.isCovered(test) {
        byLibonnx.append(try Self.inferredByLibonnx(test.modelPath).graph.knownSizes)
      }
    }
    for known in [byLibonnx, byPackage] {
      #expect(known.count > 200)
      #expect(known.reduce(0, +) > 4 * known.count)
    }
  }

  private static func isCovered(_ test: ConformanceCase) -> Bool { isCovered(test.modelPath) }

  private static func isCovered(_ path: String) -> Bool {
    (try? ONNXTestSupport.ONNXOracle.covers(ONNXDecoder.decodeModel(path: path))) ?? false
  }

  private static func inferredByLibonnx(_ path: String) throws -> ONNXModel {
    try ONNXTestSupport.ONNXOracle.inferShapes(FileSystem.read(path))
  }

  private static func inferredByPackage(_ path: String) throws -> ONNXModel {
    let bytes = try EdgeTestSupport.ONNXOracle.inferShapes(path)
    return try ONNXDecoder.decodeModel(bytes: bytes, path: path)
  }
}

extension ONNXGraph {
  /// How many axes of values are declared with their size.
  fileprivate var knownSizes: Int {
    (valueInfo + outputs).reduce(0) { sum, info in
      guard case .tensor(_, let shape?)? = info.type else { return sum }
      return sum + shape.count { if case .value = $0 { true } else { false } }
    }
  }
}
