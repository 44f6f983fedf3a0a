import ONNXFormat
import Testing

/// What is written reads back as what was meant.
struct EncodeModelTests {
  @Test(arguments: [
    "attributes.onnx", "functions.onnx", "nested_8.onnx", "not_utf8.onnx", "old.onnx", "small.onnx",
    "typed_data_narrow.onnx", "typed_data_wide.onnx", "types.onnx",
  ])
  func readsBack(name: String) throws {
    let model = try Fixture.model(name)
    let bytes = try ONNXEncoder.encode(model)
    #expect(ONNXDecoder.looksLikeONNX(bytes))
    #expect(try ONNXDecoder.decodeModel(bytes: bytes, path: "memory") == model)
  }

  @Test(arguments: ["tensor.pb", "tensor_strings.pb"])
  func readsBackTensors(name: String) throws {
    let tensor = try ONNXDecoder.decodeTensor(bytes: Fixture.bytes(name), path: name)
    let bytes = ONNXEncoder.encode(tensor)
    #expect(try ONNXDecoder.decodeTensor(bytes: bytes, path: "memory") == tensor)
  }

  @Test func tellsModelsApart() throws {
    let model = try Fixture.model("small.onnx")
    var other = model
    other.graph.nodes[0].outputs[0] += "2"
    #expect(other != model)
    #expect(try ONNXEncoder.encode(other) != ONNXEncoder.encode(model))
  }
}
