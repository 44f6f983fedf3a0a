import EdgeIR
@testable import EdgePasses
import EdgeTestSupport
import Testing

@Suite struct MergeDuplicatesTests {
  @Test func equalNodesAndConstantsBecomeOne() throws {
    let text = try rewritten(.mergeDuplicates) { editor in
      let x = editor.addInput(name: "x", type: TensorType(.float32, [2]))
      let one = editor.addConstant(Tensor([2], [Float(1), 1]), name: "one")
      let same = editor.addConstant(Tensor([2], [Float(1), 1]), name: "same")
      let a = try editor.add(Sample.AddSubtract(), x, one, as: "a")
      let b = try editor.add(Sample.AddSubtract(), x, same, as: "b")
      let c = try editor.add(Sample.Negate(), a, as: "c")
      let d = try editor.add(Sample.Negate(), b, as: "d")
      editor.addOutput(name: "y", value: try editor.add(Sample.AddSubtract(), c, d, as: "y"))
    }
    #expect(
      text == """
        graph g(%x: f32[2]) {
          %one = constant f32[2] = [1.0, 1.0]
          %a = AddSubtract(%x, %one) : f32[2]
          %c = Negate(%a) : f32[2]
          %y = AddSubtract(%c, %c) : f32[2]
          return %y as "y"
        }

        """)
  }

  @Test func attributesOrderAndBitsMatter() throws {
    let text = try rewritten(.mergeDuplicates) { editor in
      let x = editor.addInput(name: "x", type: TensorType(.float32, [2]))
      let zero = editor.addConstant(Tensor([2], [Float(0), 0]), name: "zero")
      let minus = editor.addConstant(Tensor([2], [-Float(0), 0]), name: "minus")
      editor.addOutput(name: "a", value: try editor.add(Sample.AddSubtract(), x, zero, as: "a"))
      editor.addOutput(name: "b", value: try editor.add(Sample.AddSubtract(), x, minus, as: "b"))
      editor.addOutput(name: "c", value: try editor.add(Sample.AddSubtract(), zero, x, as: "c"))
      editor.addOutput(name: "d", value: try editor.add(Sample.Cut(count: 0), [x], names: ["d", "e"])[1])
      editor.addOutput(name: "f", value: try editor.add(Sample.Cut(count: 1), [x], names: ["f", "g"])[1])
    }
    #expect(
      text == """
        graph g(%x: f32[2]) {
          %zero = constant f32[2] = [0.0, 0.0]
          %minus = constant f32[2] = [-0.0, 0.0]
          %a = AddSubtract(%x, %zero) : f32[2]
          %b = AddSubtract(%x, %minus) : f32[2]
          %c = AddSubtract(%zero, %x) : f32[2]
          %d, %e = Cut(%x) count=0 : f32[0], f32[2]
          %f, %g = Cut(%x) count=1 : f32[1], f32[1]
          return %a as "a", %b as "b", %c as "c", %e as "d", %g as "f"
        }

        """)
  }

  /// The digest reads a sample of large tensors only; what decides is the comparison.
  @Test func tensorsThatDifferBetweenSampledBytesStayApart() throws {
    let elements = [Float](repeating: 1, count: 4096)
    var other = elements
    other[4093] = .init(bitPattern: elements[4093].bitPattern ^ 0x100)
    let text = try rewritten(.mergeDuplicates) { editor in
      editor.addOutput(name: "a", value: editor.addConstant(Tensor([4096], elements), name: "a"))
      editor.addOutput(name: "b", value: editor.addConstant(Tensor([4096], other), name: "b"))
      editor.addOutput(name: "c", value: editor.addConstant(Tensor([4096], elements), name: "c"))
    }
    #expect(text.contains(#"return %a as "a", %b as "b", %a as "c""#))
  }

  @Test func outputsKeepTheirNames() throws {
    let text = try rewritten(.mergeDuplicates) { editor in
      let x = editor.addInput(name: "x", type: TensorType(.float32, [1]))
      editor.addOutput(name: "first", value: try editor.add(Sample.Negate(), x, as: "a"))
      editor.addOutput(name: "second", value: try editor.add(Sample.Negate(), x, as: "b"))
    }
    #expect(
      text == """
        graph g(%x: f32[1]) {
          %a = Negate(%x) : f32[1]
          return %a as "first", %a as "second"
        }

        """)
  }
}
