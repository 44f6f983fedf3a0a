import EdgeIR
@testable import EdgePasses
import EdgeTestSupport
import Testing

@Suite struct EliminateDeadCodeTests {
  @Test func onlyWhatOutputsNeedRemains() throws {
    let text = try rewritten(.eliminateDeadCode) { editor in
      let x = editor.addInput(name: "x", type: TensorType(.float32, [3]))
      _ = editor.addInput(name: "unused", type: TensorType(.bool, []))
      let one = editor.addConstant(Tensor([3], [Float(1), 1, 1]), name: "one")
      let parts = try editor.add(Sample.Cut(count: 1), [x], names: ["head", "tail"])
      let dead = try editor.add(Sample.AddSubtract(), x, one, as: "dead")
      _ = try editor.add(Sample.Negate(), dead, as: "deader")
      editor.addOutput(name: "tail", value: parts[1])
    }
    #expect(
      text == """
        graph g(%x: f32[3], %unused: bool[]) {
          %head, %tail = Cut(%x) count=1 : f32[1], f32[2]
          return %tail as "tail"
        }

        """)
  }
}
