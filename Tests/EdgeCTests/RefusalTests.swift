import EdgeC
import EdgeIR
import EdgeSupport
import EdgeTestSupport
import Testing

/// What C cannot express is refused, all of it at once, each with its place in the user's model.
@Suite struct RefusalTests {
  @Test func everyNodeWithoutACFormIsNamed() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [2]))
    let origins = (0..<2).map { Origin(name: "node\($0)", operatorType: "Neg", opset: 13, index: $0) }
    let y = try editor.add(Sample.Negate(), [x], origins: [origins[0]])[0]
    editor.addOutput(name: "z", value: try editor.add(Sample.Negate(), [y], origins: [origins[1]])[0])
    let error = #expect(throws: DiagnosticsError.self) {
      try CHost.lower(editor.graph, options: COptions(name: "m", version: "0", modelDigest: ""))
    }
    let found = try #require(error?.diagnostics)
    #expect(found.map(\.code) == [.cUnsupported, .cUnsupported])
    #expect(found.map(\.location.node) == ["node0", "node1"])
    #expect(found.first?.notes == ["inputs x: f32[2]"])
  }
}
