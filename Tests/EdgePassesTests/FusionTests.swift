import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgePasses

/// Fusions remove the nodes they are for, keep the numbers, and leave alone what they must not touch.
struct FusionTests {
  private func image(_ editor: inout GraphEditor, _ shape: [Int] = [1, 5, 6, 3]) -> ValueID {
    editor.addInput(name: "x", type: TensorType(.float32, shape))
  }

  private func constant(_ editor: inout GraphEditor, _ shape: [Int], seed: UInt64 = 1) -> ValueID {
    var generator = SeededGenerator(seed: seed)
    let elements = (0..<shape.reduce(1, *)).map { _ in Float.random(in: 0.25...1, using: &generator) }
    return editor.addConstant(Tensor(shape, elements), name: "c")
  }

  private func conv(
    _ editor: inout GraphEditor, _ x: ValueID, outputs: Int = 4, groups: Int = 1, pads: [Int] = [1, 1],
    strides: [Int] = [1, 1], dilations: [Int] = [1, 1], bias: Bool = true
  ) throws -> ValueID {
    let channels = editor.graph[x].type.shape[3] / groups
    let op = Conv(
      strides: strides, dilations: dilations, padsBegin: pads, padsEnd: pads, groups: groups)
    let weights = constant(&editor, [outputs, 3, 3, channels])
    return try editor.add(op, [x, weights] + (bias ? [constant(&editor, [outputs], seed: 2)] : []))[0]
  }

  /// Runs a pass, compares numbers, and returns the operators that are left.
  private func apply(_ pass: Pass, _ graph: Graph) throws -> [String] {
    var editor = GraphEditor(graph)
    try pass.run(&editor)
    try #require(GraphVerifier.verify(editor.graph, stage: .imported).isEmpty)
    var generator = SeededGenerator(seed: 5)
    let inputs = graph.inputs.map { id in
      let type = graph[id].type
      return Tensor(
        type.shape, (0..<type.elementCount).map { _ in Float.random(in: -1...1, using: &generator) })
    }
    let expected = try Interpreter(graph).run(inputs)
    for (a, e) in zip(try Interpreter(editor.graph).run(inputs), expected) {
      #expect(a.type == e.type)
      #expect((zip(a.doubles(), e.doubles()).map { abs($0 - $1) }.max() ?? 0) < 2e-6)
    }
    return editor.graph.nodes.map(\.operator.name)
  }

  private static let scales: [(Binary.Kind, [Int], Bool)] = [
    (.multiply, [4], false), (.multiply, [1, 1, 1, 4], true), (.add, [4], true), (.subtract, [4], false),
    (.subtract, [4], true), (.divide, [4], false), (.add, [], false), (.multiply, [1], false),
  ]

  @Test(arguments: scales, [1, 3])
  func scalesFoldIntoConvolutions(_ scale: (Binary.Kind, [Int], Bool), _ groups: Int) throws {
    let (kind, shape, constantFirst) = scale
    var editor = GraphEditor(name: "g")
    let outputs = groups == 1 ? 4 : 6
    let y = try conv(&editor, image(&editor), outputs: outputs, groups: groups, bias: groups == 1)
    let operand = constant(&editor, shape.map { $0 == 4 ? outputs : $0 }, seed: 9)
    let inputs = constantFirst ? [operand, y] : [y, operand]
    editor.addOutput(name: "y", value: try editor.add(Binary(kind), inputs)[0])
    #expect(try apply(.foldScales, editor.graph) == ["Conv"])
  }

  /// A constant divided by the result is no scale; a constant that varies over the image is none either; a result
  /// that somebody else reads must stay.
  @Test(arguments: 0..<4)
  func otherOperandsStay(_ index: Int) throws {
    var editor = GraphEditor(name: "g")
    let y = try conv(&editor, image(&editor))
    let perChannel = constant(&editor, [4], seed: 9)
    let output: ValueID
    switch index {
    case 0: output = try editor.add(Binary(.divide), [perChannel, y])[0]
    case 1: output = try editor.add(Binary(.multiply), [y, constant(&editor, [1, 5, 6, 1])])[0]
    case 2:
      output = try editor.add(Binary(.multiply), [y, perChannel])[0]
      editor.addOutput(name: "raw", value: y)
    default: output = try editor.add(Binary(.add), [y, constant(&editor, [2, 1, 1, 4])])[0]
    }
    editor.addOutput(name: "y", value: output)
    #expect(try apply(.foldScales, editor.graph) == ["Conv", "Binary"])
  }

  @Test func scaleAfterActivationStays() throws {
    var editor = GraphEditor(name: "g")
    let y = try conv(&editor, image(&editor))
    let limited = try editor.add(Clip(lower: 0, upper: 0.5), [y])[0]
    let scaled = try editor.add(Binary(.multiply), [limited, constant(&editor, [4], seed: 3)])[0]
    editor.addOutput(name: "y", value: scaled)
    var fused = GraphEditor(editor.graph)
    try Pass.fuseActivations.run(&fused)
    #expect(try apply(.foldScales, fused.graph) == ["Conv", "Binary"])
  }

  @Test func chainOfClampsBecomesOne() throws {
    var editor = GraphEditor(name: "g")
    var y = try conv(&editor, image(&editor))
    for (lower, upper) in [(0.0, Double.infinity), (-1, 0.75), (0.25, 6)] {
      y = try editor.add(Clip(lower: lower, upper: upper), [y])[0]
    }
    editor.addOutput(name: "y", value: y)
    #expect(try apply(.fuseActivations, editor.graph) == ["Conv"])
  }

  @Test(arguments: [Float(0), 1])
  func onlyZeroPaddingIsFused(_ fill: Float) throws {
    var editor = GraphEditor(name: "g")
    let x = image(&editor)
    let value = editor.addConstant(Tensor(scalar: fill), name: "fill")
    let padded = try editor.add(
      Pad(.constant, begins: [0, 2, 0, 0], ends: [0, 1, 3, 0]), [x, value])[0]
    editor.addOutput(name: "y", value: try conv(&editor, padded))
    #expect(try apply(.fusePads, editor.graph) == (fill == 0 ? ["Conv"] : ["Pad", "Conv"]))
  }

  @Test func paddedChannelsAreNotFused() throws {
    var editor = GraphEditor(name: "g")
    let padded = try editor.add(
      Pad(.constant, begins: [0, 1, 1, 0], ends: [0, 1, 1, 2]), [image(&editor)])[0]
    editor.addOutput(name: "y", value: try conv(&editor, padded))
    #expect(try apply(.fusePads, editor.graph) == ["Pad", "Conv"])
  }

  /// Crops of every kind: those that less padding explains are fused, the others stay; numbers never change.
  @Test(arguments: [1, 2], [1, 2])
  func cropsFuseWhereLessPaddingExplainsThem(_ stride: Int, _ dilation: Int) throws {
    var fused = 0
    for start in 0..<3 {
      for cut in 0..<4 {
        var editor = GraphEditor(name: "g")
        let y = try conv(
          &editor, image(&editor, [1, 9, 8, 2]), pads: [3, 2], strides: [stride, 1],
          dilations: [dilation, 1])
        let shape = editor.graph[y].type.shape
        let size = shape[1] - start - cut
        guard size > 0 else { continue }
        let slice = Slice(
          starts: [0, start, 0, 0], steps: [1, 1, 1, 1], sizes: [1, size, shape[2], shape[3]])
        editor.addOutput(name: "y", value: try editor.add(slice, [y])[0])
        if try apply(.fuseCrops, editor.graph) == ["Conv"] { fused += 1 }
      }
    }
    #expect(fused > 0)
  }

  @Test(arguments: [[2], [-1], [1, 2, 3], [0, 2, 4], [4, 2, 0], [0, 0], [0, 1, 3]])
  func evenlySpacedGathersBecomeSlices(_ indices: [Int]) throws {
    var editor = GraphEditor(name: "g")
    let x = image(&editor)
    let list = editor.addConstant(Tensor([indices.count], indices.map { Int64($0) }), name: "i")
    editor.addOutput(name: "y", value: try editor.add(Gather(axis: 1), [x, list])[0])
    let isSlice = zip(indices, indices.dropFirst()).allSatisfy {
      $1 - $0 == indices[1] - indices[0] && $1 > $0
    }
    #expect(try apply(.sliceGathers, editor.graph) == (isSlice ? ["Slice", "Reshape"] : ["Gather"]))
  }
}
