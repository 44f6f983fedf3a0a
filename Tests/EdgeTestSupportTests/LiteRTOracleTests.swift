import EdgeIR
import EdgeTestSupport
import Testing

struct LiteRTOracleTests {
  private let a = OracleTensor(Tensor([1, 4], [1, 2, 3, -4] as [Float]), name: "a")
  private let b = OracleTensor(Tensor([1, 4], [10, 20, 30, 1] as [Float]), name: "b")

  @Test(arguments: LiteRTOracle.Resolver.allCases)
  func runsAModel(resolver: LiteRTOracle.Resolver) throws {
    let model = try Fixture.bytes("tflite/add.tflite")
    let answer = try LiteRTOracle.run(model, inputs: [a, b], resolver: resolver)
    #expect(answer.outputs.map(\.name) == ["y"])
    #expect(answer.outputs[0].elementType == "float32")
    #expect(answer.outputs[0].shape == [1, 4])
    #expect(answer.outputs[0].tensor?.elements(as: Float.self) == [11, 22, 33, 0])
  }

  @Test func describesAModelWithoutRunningIt() throws {
    let answer = try LiteRTOracle.run(Fixture.bytes("tflite/add.tflite"))
    #expect(answer.operators == ["ADD"])
    #expect(answer.signatures == ["serving_default"])
    #expect(answer.inputs.map(\.name) == ["a", "b"])
    #expect(answer.outputs[0].bytes.isEmpty)
  }

  @Test func keepsIntermediatesOnRequest() throws {
    let model = try Fixture.bytes("tflite/add.tflite")
    let answer = try LiteRTOracle.run(model, inputs: [a, b], intermediates: true)
    #expect(answer.tensors.first { $0.name == "b" }?.tensor?.elements(as: Float.self) == [10, 20, 30, 1])
  }

  @Test func resizesInputs() throws {
    let wide = OracleTensor(Tensor([2, 4], [Float](repeating: 1, count: 8)))
    let answer = try LiteRTOracle.run(Fixture.bytes("tflite/add.tflite"), inputs: [wide, wide])
    #expect(answer.outputs[0].shape == [2, 4])
    #expect(answer.outputs[0].tensor?.elements(as: Float.self) == [Float](repeating: 2, count: 8))
  }

  @Test func reportsWhatTheRuntimeRefuses() throws {
    #expect(throws: (any Error).self) { try LiteRTOracle.run([1, 2, 3, 4]) }
    let model = try Fixture.bytes("tflite/add.tflite")
    #expect(throws: (any Error).self) { try LiteRTOracle.run(model, inputs: [a]) }
    #expect(try LiteRTOracle.run(model, inputs: [a, b]).outputs[0].shape == [1, 4], "the worker survives")
  }
}
