import ONNXFormat
import ONNXTestSupport
import Testing

@Suite struct ONNXOracleTests {
  @Test func knowsWhatItCovers() throws {
    #expect(try ONNXOracle.covers(Fixture.model("small.onnx")))
    #expect(try !ONNXOracle.covers(Fixture.model("functions.onnx")))
    #expect(try !ONNXOracle.covers(Fixture.model("typed_data_wide.onnx")))
  }

  @Test func acceptsAValidModel() throws {
    try ONNXOracle.check(Fixture.bytes("small.onnx"))
  }

  @Test func refusesAnInvalidModel() throws {
    let bytes = try Fixture.bytes("misfit_no_data.onnx")
    let objection = #expect(throws: ONNXOracle.Objection.self) { try ONNXOracle.check(bytes) }
    #expect(objection?.message.contains("TensorProto") == true)
  }

  @Test func infersShapes() throws {
    let model = try ONNXOracle.inferShapes(Fixture.bytes("small.onnx"))
    let type = ONNXType.tensor(elementType: .float, shape: [.parameter("batch"), .value(2)])
    #expect(model.graph.valueInfo == [ONNXValueInfo(name: "h", type: type)])
  }
}
