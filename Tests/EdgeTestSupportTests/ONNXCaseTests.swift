import EdgeTestSupport
import Testing

struct ONNXCaseTests {
  @Test func describesCases() throws {
    let cases = try ONNXCase.all(suites: ["node", "light"])
    #expect(cases.count == 1765 + 9)
    let pads = try #require(cases.first { $0.name == "test_basic_conv_with_padding" })
    #expect(pads.suite == "node" && pads.operators == ["Conv"])
    #expect(pads.inputs.map(\.name) == ["x", "W"])
    #expect(pads.inputs[0].shape == [1, 1, 5, 5])
    #expect(pads.outputs[0].dtype == "float")
    #expect(pads.dataSets.count == 1)
    let light = try #require(cases.first { $0.name == "test_light_squeezenet" })
    #expect(light.inputs.count == 1 && light.dataSets.count == 1)
  }
}
