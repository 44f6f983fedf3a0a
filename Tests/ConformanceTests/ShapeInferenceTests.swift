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
  /// libonnx, which knows IR versions to 8 and opsets to 17.
  @Test(arguments: ConformanceCase.supported.filter(isCovered))
  func libonnxAgrees(_ test: ConformanceCase) throws {
    _ = try test.importGraph(Self.inferredByLibonnx(test.modelPath))
  }

  /// The onnx package, which knows every opset.
  @Test(arguments: ConformanceCase.supported)
  func onnxPackageAgrees(_ test: ConformanceCase) throws {
    _ = try test.importGraph(Self.inferredByPackage(test.modelPath))
  }

  @Test(arguments: Fixture.models)
  func agreeOnFixtureModels(_ folder: String) throws {
    let path = Fixture.path("models/\(folder)/model.onnx")
    var models = [try Self.inferredByPackage(path)]
    if Self.isCovered(path) { models.append(try Self.inferredByLibonnx(path)) }
    for model in models {
      #expect(model.graph.knownShapes > 10)
      _ = try ONNXHost.importGraph(
        model, file: path, table: OperatorCatalog.importers, options: ImportOptions(),
        notes: DiagnosticCollector())
    }
  }

  /// What the agreement is worth: how much was inferred at all.
  @Test func mostShapesAreInferred() throws {
    var (cases, shapes) = ((libonnx: 0, package: 0), (libonnx: 0, package: 0))
    for test in ConformanceCase.supported {
      cases.package += 1
      shapes.package += try Self.inferredByPackage(test.modelPath).graph.knownShapes
      guard Self.isCovered(test) else { continue }
      cases.libonnx += 1
      shapes.libonnx += try Self.inferredByLibonnx(test.modelPath).graph.knownShapes
    }
    print("libonnx \(shapes.libonnx)/\(cases.libonnx)", "package \(shapes.package)/\(cases.package)")
    #expect(cases.libonnx > 300 && shapes.libonnx > cases.libonnx)
    #expect(cases.package > 1000 && shapes.package > cases.package)
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
  /// How many values are declared with a shape of which every dimension is a number.
  fileprivate var knownShapes: Int {
    (valueInfo + outputs).count { info in
      guard case .tensor(_, let shape?)? = info.type else { return false }
      return shape.allSatisfy { if case .value = $0 { true } else { false } }
    }
  }
}
