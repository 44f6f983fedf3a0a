import EdgeSupport
import Testing

struct DiagnosticTests {
  @Test func renderingShowsEveryFact() {
    let diagnostic = Diagnostic.error(
      .tfliteUnsupported, "TFLite has no cubic resize",
      at: .init(file: "net.onnx", node: "/up", nodeIndex: 3, operatorType: "Resize", opset: 19, value: "x"),
      notes: ["x: f32[1,20,20,64]"], hint: "export with mode='linear'")
    #expect(
      diagnostic.rendered == """
        net.onnx: error: E501: TFLite has no cubic resize
          node   '/up' (#3), Resize-19
          value  'x'
          note   x: f32[1,20,20,64]
          hint   export with mode='linear'
        """)
  }
}
