import EdgeTestSupport
import Testing

struct ONNXCaseTests {
  @Test func listsCasesOfOperators() throws {
    let cases = try ONNXCase.all(operators: ["Relu", "Conv"])
    #expect(cases.map(\.name).contains("test_relu"))
    #expect(cases.allSatisfy { Set($0.operators).isSubset(of: ["Relu", "Conv"]) })
    let pads = try #require(cases.first { $0.name == "test_basic_conv_with_padding" })
    #expect(pads.inputs.map(\.name) == ["x", "W"])
    #expect(pads.inputs[0].shape == [1, 1, 5, 5])
    #expect(pads.outputs[0].dtype == "float")
    #expect(pads.dataSets.count == 1)
  }

  @Test func findsTheWholeSuite() throws {
    #expect(try ONNXCase.all().count == 1765)
  }
}
