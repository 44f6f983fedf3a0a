import EdgeIR
@testable import EdgePasses
import EdgeSupport
import EdgeTestSupport
import Testing

@Suite struct FoldConstantsTests {
  @Test func chainsOfConstantsAreComputed() throws {
    let text = try rewritten(.foldConstants) { editor in
      let x = editor.addInput(name: "x", type: TensorType(.float32, [2]))
      let a = editor.addConstant(Tensor([2], [Float(1), 2]), name: "a")
      let b = try editor.add(Sample.Negate(), a, as: "b")
      let c = try editor.add(Sample.AddSubtract(), a, b, b, as: "c")
      editor.addOutput(name: "y", value: try editor.add(Sample.AddSubtract(), x, c, as: "y"))
    }
    #expect(
      text == """
        graph g(%x: f32[2]) {
          %c_1 = constant f32[2] = [1.0, 2.0]
          %y = AddSubtract(%x, %c_1) : f32[2]
          return %y as "y"
        }

        """)
  }

  @Test func whatDependsOnAnInputStays() throws {
    let text = try rewritten(.foldConstants) { editor in
      let x = editor.addInput(name: "x", type: TensorType(.float32, [2]))
      let y = try editor.add(Sample.AddSubtract(), x, x, nil, as: "y")
      editor.addOutput(name: "y", value: y)
    }
    #expect(
      text == """
        graph g(%x: f32[2]) {
          %y = AddSubtract(%x, %x, _) : f32[2]
          return %y as "y"
        }

        """)
  }

  @Test func outputsMayBecomeConstants() throws {
    let text = try rewritten(.foldConstants) { editor in
      let a = editor.addConstant(Tensor([3], [Float(1), 2, 3]), name: "a")
      let parts = try editor.add(Sample.Cut(count: 1), [a], names: ["head", "tail"])
      editor.addOutput(name: "tail", value: parts[1])
    }
    #expect(
      text == """
        graph g() {
          %tail_1 = constant f32[2] = [2.0, 3.0]
          return %tail_1 as "tail"
        }

        """)
  }

  @Test(arguments: [(1 << 14, true), ((1 << 14) + 1, false)])
  func largeResultsOfSmallConstantsStay(_ count: Int, isFolded: Bool) throws {
    let text = try rewritten(.foldConstants) { editor in
      let a = editor.addConstant(Tensor(scalar: Float(1)), name: "a")
      editor.addOutput(name: "y", value: try editor.add(Sample.Repeat(count: count), a, as: "y"))
    }
    #expect(text.contains("Repeat") == !isFolded)
  }

  @Test func refusingKernelNamesThePass() throws {
    let error = #expect(throws: DiagnosticsError.self) {
      try rewritten(.foldConstants) { editor in
        let a = editor.addConstant(Tensor(scalar: Float(-1)), name: "a")
        editor.addOutput(name: "y", value: try editor.add(Sample.NonNegative(), a, as: "y"))
      }
    }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.code == .internalInvariant)
    #expect(diagnostic.message == "pass 'fold-constants' broke the graph: expected elements >= 0, got -1.0")
  }
}
