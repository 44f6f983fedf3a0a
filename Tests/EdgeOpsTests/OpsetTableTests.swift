import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// The import table against ONNX's own list of operators and versions.
struct OpsetTableTests {
  private static let rows = {
    let own = OperatorCatalog.operators.compactMap { ($0 as? any ONNXImporting.Type)?.importers }
    let all = (own + OperatorCatalog.compositions.map { $0.importers }).flatMap { $0 }
    return Dictionary(grouping: all.filter { $0.domain.isEmpty }) { $0.operatorType }
  }()

  /// Operators that are in no list today, all or in some form: experimental ones of opset 1, GroupNormalization-18,
  /// which is deprecated, and one that ONNX Runtime writes into the default domain.
  private static let unlisted = [
    "Affine", "ConstantFill", "Crop", "GroupNormalization", "ImageScaler", "MeanVarianceNormalization",
    "ParametricSoftplus", "Scale", "ScaledTanh", "SimplifiedLayerNormalization", "ThresholdedRelu",
  ]

  @Test func everyVersionIsRead() throws {
    let missing = try ONNXSchemas.versions().flatMap { name, versions in
      versions.filter {
        Self.rows[name] != nil
          && OperatorCatalog.importers.importer(domain: "", operatorType: name, version: $0) == nil
      }.map { "\(name)-\($0)" }
    }
    #expect(missing.sorted() == [])
  }

  /// A row for an opset that changed nothing is a slip of the pen, or the history is wrong.
  @Test func rowsBeginWithVersions() throws {
    let versions = try ONNXSchemas.versions()
    let newest = versions.values.joined().max() ?? 0
    let wrong = Self.rows.flatMap { name, rows in
      rows.map(\.sinceVersion).filter {
        $0 <= newest && versions[name]?.contains($0) != true && !Self.unlisted.contains(name)
      }.map { "\(name)-\($0)" }
    }
    #expect(wrong.sorted() == [])
  }

  /// Every opset that is read, for an operator as old as ONNX.
  @Test(arguments: ONNXHost.supportedOpsets) func opsetsAreAccepted(_ opset: Int) throws {
    let x = Tensor.random([2, 3], of: Float.self, in: 0.5...2)
    let run = try ONNXNodeRun("Sqrt", opset: opset, [x])
    try OperatorCheck.compare(run.outputs[0], Unary(.sqrt).evaluate([x])[0])
  }

  /// Before IR 4 every initializer was listed as an input, too; later that makes it a default.
  @Test(arguments: [3, 4, 10]) func initializersAreNoInputs(_ version: Int) throws {
    let bias = Tensor([2], [3, 5] as [Float])
    let type = ONNXType.tensor(elementType: .float, shape: [.value(2)])
    let model = ONNXModel(
      irVersion: version, opsetImports: [ONNXOpset(version: 6)],
      graph: ONNXGraph(
        nodes: [ONNXNode(operatorType: "Add", inputs: ["x", "bias"], outputs: ["y"])],
        initializers: [bias.onnx(name: "bias")],
        inputs: ["bias", "x"].map { ONNXValueInfo(name: $0, type: type) },
        outputs: [ONNXValueInfo(name: "y", type: type)]))
    let graph = try ONNXHost.importGraph(
      model, file: "test.onnx", table: OperatorCatalog.importers, options: ImportOptions(),
      notes: DiagnosticCollector()
    ).graph
    let result = try Interpreter(graph).run([Tensor([2], [1, 1] as [Float])])[0]
    #expect(result.elements(as: Float.self) == [4, 6])
  }
}
