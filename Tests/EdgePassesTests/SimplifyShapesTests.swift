import EdgeIR
import EdgeOps
@testable import EdgePasses
import Testing

@Suite struct SimplifyShapesTests {
  /// Applies operators one after the other to an input of a shape.
  private func simplified(_ shape: [Int], _ chain: [any Operator]) throws -> [String] {
    let text = try rewritten(.simplifyShapes) { editor in
      var value = editor.addInput(name: "x", type: TensorType(.float32, shape))
      for (index, op) in chain.enumerated() { value = try editor.add(op, value, as: "v\(index)") }
      editor.addOutput(name: "y", value: value)
    }
    return text.split(separator: "\n").dropFirst().dropLast().map { $0.trimmingPrefix { $0 == " " } }.map(
      String.init)
  }

  @Test func reshapeOfReshapeIsOne() throws {
    #expect(
      try simplified([2, 3, 4], [Reshape(shape: [6, 4]), Reshape(shape: [24]), Reshape(shape: [4, 6])]) == [
        "%v2 = Reshape(%x) shape=[4, 6] : f32[4,6]", #"return %v2 as "y""#,
      ])
  }

  @Test func reshapeThereAndBackIsNothing() throws {
    #expect(
      try simplified([2, 3], [Reshape(shape: [6]), Reshape(shape: [2, 3])]) == [#"return %x as "y""#])
  }

  @Test func transposesCompose() throws {
    let chain = [Transpose(permutation: [1, 2, 0]), Transpose(permutation: [0, 2, 1])]
    #expect(
      try simplified([2, 3, 4], chain) == [
        "%v1 = Transpose(%x) permutation=[1, 0, 2] : f32[3,2,4]", #"return %v1 as "y""#,
      ])
  }

  @Test func transposeAndItsInverseAreNothing() throws {
    let chain = [Transpose(permutation: [0, 2, 3, 1]), Transpose(permutation: [0, 3, 1, 2])]
    #expect(try simplified([1, 3, 4, 5], chain) == [#"return %x as "y""#])
  }

  @Test func movingAxesOfSizeOneIsAReshape() throws {
    #expect(
      try simplified([1, 1, 8, 8], [Transpose(permutation: [0, 2, 3, 1])]) == [
        "%v0 = Reshape(%x) shape=[1, 8, 8, 1] : f32[1,8,8,1]", #"return %v0 as "y""#,
      ])
  }

  @Test func keepingTheOrderIsNothing() throws {
    #expect(try simplified([2, 3], [Transpose(permutation: [0, 1])]) == [#"return %x as "y""#])
    #expect(try simplified([2, 3], [Reshape(shape: [2, 3])]) == [#"return %x as "y""#])
  }

  @Test func transposeThatMovesDataStays() throws {
    let chain: [any Operator] = [Transpose(permutation: [1, 0]), Reshape(shape: [6])]
    #expect(
      try simplified([2, 3], chain) == [
        "%v0 = Transpose(%x) permutation=[1, 0] : f32[3,2]", "%v1 = Reshape(%v0) shape=[6] : f32[6]",
        #"return %v1 as "y""#,
      ])
  }

  /// The inner reshape has a reader of its own and stays; the outer one no longer waits for it.
  @Test func sharedReshapesAreBypassed() throws {
    let text = try rewritten(.simplifyShapes) { editor in
      let x = editor.addInput(name: "x", type: TensorType(.float32, [2, 3]))
      let flat = try editor.add(Reshape(shape: [6]), x, as: "flat")
      let positive = try editor.add(Clip(lower: 0, upper: .infinity), flat, as: "positive")
      let tall = try editor.add(Reshape(shape: [3, 2]), flat, as: "tall")
      editor.addOutput(name: "positive", value: positive)
      editor.addOutput(name: "tall", value: tall)
    }
    #expect(
      text == """
        graph g(%x: f32[2,3]) {
          %flat = Reshape(%x) shape=[6] : f32[6]
          %positive = Clip(%flat) lower=0.0 upper=inf : f32[6]
          %tall = Reshape(%x) shape=[3, 2] : f32[3,2]
          return %positive as "positive", %tall as "tall"
        }

        """)
  }
}
