import EdgeIR
import EdgeTestSupport
import Testing

@Suite struct GraphPrinterTests {
  @Test func textForm() throws {
    var editor = GraphEditor(name: "g")
    let x = editor.addInput(name: "x", type: TensorType(.float32, [4]))
    let scalar = editor.addConstant(Tensor(scalar: Float(0.5)), name: "half")
    let c = try editor.add(Sample.Repeat(count: 4), [scalar], names: ["c"])[0]
    let sum = try editor.add(Sample.AddSubtract(), [x, c, nil], names: ["sum"])[0]
    let parts = try editor.add(Sample.Cut(count: 1), [sum], names: ["head", "tail"])
    editor.addOutput(name: "first", value: parts[0])
    editor.addOutput(name: "x again", value: x)
    #expect(
      GraphPrinter.text(editor.graph) == """
        graph g(%x: f32[4]) {
          %half = constant f32[] = [0.5]
          %c = Repeat(%half) count=4 : f32[4]
          %sum = AddSubtract(%x, %c, _) : f32[4]
          %head, %tail = Cut(%sum) count=1 : f32[1], f32[3]
          return %head as "first", %x as "x again"
        }

        """)
  }

  @Test func longConstantsAreNotSpelledOut() {
    var editor = GraphEditor(name: "g")
    let limit = GraphPrinter.inlineConstantLimit
    let short = editor.addConstant(Tensor([limit], [Int64](0..<Int64(limit))), name: "short")
    let long = editor.addConstant(Tensor([limit + 1], [UInt8](repeating: 7, count: limit + 1)), name: "long")
    editor.addOutput(name: "short", value: short)
    editor.addOutput(name: "long", value: long)
    let lines = GraphPrinter.text(editor.graph).split(separator: "\n")
    #expect(lines[1] == "  %short = constant i64[8] = [0, 1, 2, 3, 4, 5, 6, 7]")
    #expect(lines[2] == "  %long = constant u8[9]")
  }
}
