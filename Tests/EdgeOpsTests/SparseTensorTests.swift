import EdgeIR
import EdgeONNX
import EdgeOps
import EdgeSupport
import ONNXFormat
import Testing

/// Tensors that a model stores by their non-zero elements.
@Suite struct SparseTensorTests {
  private func sparse(_ indices: Tensor, _ values: [Float] = [5, 7], shape: [Int] = [2, 3])
    -> ONNXSparseTensor
  {
    ONNXSparseTensor(
      values: Tensor([values.count], values).onnx(name: "w"), indices: indices.onnx(name: ""), shape: shape)
  }

  private func constant(_ tensor: ONNXSparseTensor) throws -> [Float] {
    let node = ONNXNode(
      "Constant", [], ["y"], [ONNXAttribute(name: "sparse_value", value: .sparseTensor(tensor))])
    return try ONNXModelRun([node], inputs: [], outputs: ["y"]).outputs[0].elements()
  }

  @Test func positionsAreLinearOrCoordinates() throws {
    #expect(try constant(sparse(Tensor([2], [Int64]([1, 5])))) == [0, 5, 0, 0, 0, 7])
    #expect(try constant(sparse(Tensor([2, 2], [Int64]([0, 2, 1, 0])))) == [0, 0, 5, 7, 0, 0])
    #expect(try constant(sparse(Tensor([0], [Int64]()), [])) == [0, 0, 0, 0, 0, 0])
  }

  @Test func initializers() throws {
    let model = ONNXModel(
      irVersion: 8, opsetImports: [ONNXOpset(version: 17)],
      graph: ONNXGraph(
        nodes: [ONNXNode("Identity", ["w"], ["y"])],
        sparseInitializers: [sparse(Tensor([2], [Int64]([0, 3])))],
        inputs: [], outputs: [ONNXValueInfo(name: "y", type: nil)]))
    let graph = try ONNXHost.importGraph(
      model, file: "m", table: OperatorCatalog.importers, options: ImportOptions(),
      notes: DiagnosticCollector()
    ).graph
    #expect(graph[graph.outputs[0].value].constant?.elements(as: Float.self) == [5, 0, 0, 7, 0, 0])
  }

  @Test func malformedOnesAreRefused() throws {
    let cases: [(ONNXSparseTensor, DiagnosticCode)] = [
      (sparse(Tensor([2], [Int64]([0, 6]))), .malformedTensor),
      (sparse(Tensor([2], [Int64]([-1, 0]))), .malformedTensor),
      (sparse(Tensor([2, 2], [Int64]([0, 3, 0, 0]))), .malformedTensor),
      (sparse(Tensor([3], [Int64]([0, 1, 2]))), .malformedTensor),
      (sparse(Tensor([2], [Int32]([0, 1]))), .malformedTensor),
      (sparse(Tensor([2], [Int64]([0, 1])), shape: [1 << 20, 1 << 20]), .sizeLimitExceeded),
    ]
    for (tensor, code) in cases {
      let node = ONNXNode(
        "Constant", [], ["y"], [ONNXAttribute(name: "sparse_value", value: .sparseTensor(tensor))])
      #expect(try ONNXModelRun.problems([node], inputs: [], outputs: ["y"]).map(\.code) == [code])
    }
  }
}
