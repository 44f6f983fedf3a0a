import EdgeIR
import EdgeTestSupport
import Testing

struct ONNXOracleTests {
  private let image = Tensor([1, 1, 8, 8], (0..<64).map { Float($0 % 17) / 16 })

  @Test func backendsAgree() throws {
    let path = Fixture.path("models/digits_cnn_dynamo/model.onnx")
    let results = try ONNXOracle.Backend.allCases.map { backend in
      let answer = try ONNXOracle.run(path, inputs: [OracleTensor(image)], backend: backend)
      #expect(answer.outputs.map(\.name) == ["scores"])
      return try #require(answer.outputs[0].tensor)
    }
    #expect(results[0].shape == [1, 10])
    for (a, b) in zip(results[0].doubles(), results[1].doubles()) {
      #expect(abs(a - b) < 1e-4)
    }
  }

  @Test func readsExternalDataAndIntermediates() throws {
    let path = Fixture.path("models/digits_tcn_dynamo/model.onnx")
    let input = OracleTensor(image.reshaped([1, 8, 8]), name: "input")
    let plain = try ONNXOracle.run(path, inputs: [input])
    let full = try ONNXOracle.run(path, inputs: [input], intermediates: true)
    #expect(plain.intermediates.isEmpty)
    #expect(full.outputs == plain.outputs)
    #expect(full.intermediates.count == 10)
  }

  @Test(arguments: ONNXOracle.Backend.allCases)
  func reportsWhatABackendRefuses(backend: ONNXOracle.Backend) throws {
    #expect(throws: (any Error).self) {
      try ONNXOracle.run(Fixture.path("malformed/truncated.onnx"), inputs: [], backend: backend)
    }
    let path = Fixture.path("models/digits_mlp_dynamo/model.onnx")
    let input = OracleTensor(Tensor([3, 64], [Float](repeating: 0.5, count: 192)))
    #expect(try ONNXOracle.run(path, inputs: [input], backend: backend).outputs[0].shape == [3, 10])
  }
}
