import EdgeData
import EdgeIR
import EdgeTestSupport
import TFLiteFormat
import Testing

/// QDQ models mean in TFLite what ONNX Runtime takes them for.
struct QDQTests {
  /// ONNX Runtime computes in floats between the integers that the model declares, LiteRT in integers: results may be one
  /// step apart.
  @Test(arguments: ["digits_cnn_dynamo", "digits_mlp_torchscript", "digits_tcn_dynamo"])
  func runtimesAgree(_ name: String) throws {
    let folder = try TemporaryDirectory()
    let (source, file) = (Fixture.path("models/\(name)"), folder.file("qdq.onnx"))
    let data = "\(source)/calibration.npz"
    let quantized = CommandRun("quantize", "\(source)/model.onnx", "-o", file, "--calibration", data)
    #expect(quantized.code == 0, "\(quantized.stderr)")
    #expect(CommandRun("convert", file, "-o", folder.file("m.tflite")).code == 0)
    let bytes = try folder.bytes("m.tflite")
    let graph = try TFLiteDecoder.decode(bytes, path: "m.tflite").subgraphs[0]
    let last = try #require(graph.operators.last)
    let step = try #require(graph.tensors[last.inputs[0]].quantization?.scale.first)
    let input = graph.tensors[graph.inputs[0]]
    let samples = try CalibrationData.open(
      data, inputs: [(input.name, TensorType(.float32, input.shape))], images: ImageOptions())
    for index in 0..<16 {
      let inputs = try samples.sample(at: index).map { OracleTensor($0) }
      let expected = try floats(ONNXOracle.run(file, inputs: inputs).outputs)
      for resolver in [LiteRTOracle.Resolver.reference, .default] {
        let found = try floats(LiteRTOracle.run(bytes, inputs: inputs, resolver: resolver).outputs)
        let steps = zip(found, expected).map { ($0 - $1).magnitude / step }
        #expect(steps.count == 10 && steps.allSatisfy { $0 < 1.01 }, "\(resolver), sample \(index): \(steps)")
      }
    }
  }

  private func floats(_ outputs: [OracleTensor]) throws -> [Float] {
    try #require(outputs.first?.tensor).elements(as: Float.self)
  }
}
