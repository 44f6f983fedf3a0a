import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgePasses

/// The structures in which real models mix layouts, each with the fewest transposes that it can do with.
struct LayoutStructureTests {
  struct Structure: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Transposes and the bytes they move, with the model's layout at inputs and outputs and with the cheapest one.
    let kept: (count: Int, bytes: Int)
    let free: (count: Int, bytes: Int)
    let build: @Sendable (inout StructureBuilder) throws -> Void
  }

  @Test(arguments: structures) func isOptimal(_ structure: Structure) throws {
    var builder = StructureBuilder()
    try structure.build(&builder)
    for (layout, wanted) in [(IOLayout.onnx, structure.kept), (.nhwc, structure.free)] {
      let problem = LayoutProblem(builder.editor.graph, ioLayout: layout)
      let (graph, copies) = try LayoutEmitter.rebuildTracing(problem)
      let moved = graph.nodes.filter { $0.operator is Transpose }
      #expect(moved.count == wanted.count, "\(layout)\n\(GraphPrinter.text(graph))")
      #expect(moved.reduce(0) { $0 + graph[$1.outputs[0]].type.sizeInBytes } == wanted.bytes, "\(layout)")
      #expect(try LayoutTrace(builder.editor.graph, graph, copies).mismatches().isEmpty)
    }
  }

  static let structures = [
    // A sum of channels-first images between convolutions. Kept: input and output.
    Structure(testDescription: "residual", kept: (2, 640), free: (0, 0)) { g in
      let x = try g.conv(g.input([1, 2, 4, 4]), 8)
      g.output(try g.add(Binary(.add), try g.conv(x, 8), x))
    },
    // Concat puts two halves of the channels one after the other, Slice takes others: between the two stands nothing
    // that could take channels in another order, so one transpose is due. A convolution before or after could.
    Structure(testDescription: "channel shuffle", kept: (3, 1536), free: (1, 512)) { g in
      let x = try g.conv(g.input([1, 8, 4, 4]), 8)
      let joined = try g.shuffleUnit(x, 8)
      g.output(try g.shuffleUnit(g.shuffled(joined, 8), 8))
    },
    // The convolution after the shuffle takes its channels in any order: its weights are reordered instead.
    Structure(testDescription: "channel shuffle before convolution", kept: (2, 640), free: (0, 0)) { g in
      let x = try g.conv(g.input([1, 2, 4, 4]), 8)
      g.output(try g.conv(g.shuffled(g.shuffleUnit(x, 8), 8), 8))
    },
    // Heads come before tokens in the products and after them in the projections: one transpose for queries, keys and
    // values together, one back.
    Structure(testDescription: "attention", kept: (2, 384), free: (2, 384)) { g in
      g.output(try g.dense(g.attention(g.input([1, 4, 6]), heads: 2), 6))
    },
    // Patches of the image are sequences: unfolding and folding are parts of the two transposes of attention. Kept: also
    // input and output.
    Structure(testDescription: "unfold and fold", kept: (4, 1408), free: (2, 1024)) { g in
      let image = try g.conv(g.input([1, 2, 4, 4]), 4)
      let rows = try g.reshape(image, [8, 2, 2, 2])
      let patches = try g.reshape(g.transpose(rows, [0, 2, 1, 3]), [1, 4, 4, 4])
      let tokens = try g.reshape(g.transpose(patches, [0, 3, 2, 1]), [4, 4, 4])
      let mixed = try g.reshape(g.attention(tokens, heads: 2), [1, 4, 4, 4])
      let back = try g.reshape(g.transpose(mixed, [0, 3, 2, 1]), [8, 2, 2, 2])
      g.output(try g.conv(g.reshape(g.transpose(back, [0, 2, 1, 3]), [1, 4, 4, 4]), 4))
    },
    // One number for each channel has no layout.
    Structure(testDescription: "squeeze and excitation", kept: (2, 640), free: (0, 0)) { g in
      let x = try g.conv(g.input([1, 2, 4, 4]), 8)
      let mean = try g.add(Reduce(.mean, axes: [2, 3], keepDims: true), x)
      let gate = try g.add(Unary(.sigmoid), g.conv(g.conv(mean, 2), 8))
      g.output(try g.conv(g.add(Binary(.multiply), x, gate), 8))
    },
    // The model transposes for LayerNormalization what is channels-last by then.
    Structure(testDescription: "normalised channels", kept: (2, 640), free: (0, 0)) { g in
      let x = try g.conv(g.input([1, 2, 4, 4]), 8)
      let rows = try g.transpose(g.conv(x, 8, groups: 8), [0, 2, 3, 1])
      let normal = try g.add(
        LayerNormalization(.standard, axis: 3, epsilon: 1e-5), rows, g.constant([8]), g.constant([8]))
      let mixed = try g.dense(g.add(Unary(.tanh), g.dense(normal, 16)), 8)
      g.output(try g.conv(g.add(Binary(.add), g.transpose(mixed, [0, 3, 1, 2]), x), 8))
    },
    // Places are joined and channels split, both channels-last; the model itself transposes in the end.
    Structure(testDescription: "detection head", kept: (1, 128), free: (0, 0)) { g in
      let x = g.input([1, 2, 4, 4])
      let (a, b) = (try g.conv(x, 6), try g.conv(x, 6, stride: 2))
      let places = [try g.reshape(a, [1, 6, 16]), try g.reshape(b, [1, 6, 4])]
      let all = try g.transpose(g.editor.add(Concat(axis: 2), places)[0], [0, 2, 1])
      g.output(try g.slice(all, axis: 2, from: 0, count: 4))
      g.output(try g.add(Unary(.sigmoid), g.slice(all, axis: 2, from: 4, count: 2)))
    },
    // Anchors come before places in what is joined, and after them in the convolutions' results: one transpose each.
    Structure(testDescription: "anchors", kept: (3, 128 + 480), free: (2, 480)) { g in
      let x = g.input([1, 2, 4, 4])
      func rows(_ value: ValueID, _ size: Int) throws -> ValueID {
        let anchors = try g.reshape(value, [1, 2, 3, size, size])
        return try g.reshape(g.transpose(anchors, [0, 1, 3, 4, 2]), [1, 2 * size * size, 3])
      }
      let all = [try rows(g.conv(x, 6), 4), try rows(g.conv(x, 6, stride: 2), 2)]
      g.output(try g.add(Unary(.sigmoid), g.editor.add(Concat(axis: 1), all)[0]))
    },
    // Columns become steps: an image of one row is a sequence already.
    Structure(testDescription: "image to sequence", kept: (1, 128), free: (0, 0)) { g in
      let x = try g.conv(g.input([1, 2, 1, 16]), 4)
      let steps = try g.transpose(g.reshape(x, [1, 4, 16]), [2, 0, 1])
      let inputs = [steps, g.constant([8, 4]), g.constant([8, 2])]
      let states = try g.editor.add(LSTM(), inputs)
      g.output(try g.dense(states[2], 3))
    },
    // Both orders of channels put columns between the digits of the channel: one transpose. Kept: input and output too.
    Structure(testDescription: "depth to space", kept: (3, 1408), free: (1, 512)) { g in
      let x = try g.conv(g.input([1, 2, 4, 4]), 8)
      let parts = try g.transpose(g.reshape(x, [1, 2, 2, 2, 4, 4]), [0, 1, 4, 2, 5, 3])
      g.output(try g.conv(g.reshape(parts, [1, 2, 8, 8]), 3))
    },
    Structure(testDescription: "depth to space, depth first", kept: (3, 1408), free: (1, 512)) { g in
      let x = try g.conv(g.input([1, 2, 4, 4]), 8)
      let parts = try g.transpose(g.reshape(x, [1, 2, 2, 2, 4, 4]), [0, 3, 4, 1, 5, 2])
      g.output(try g.conv(g.reshape(parts, [1, 2, 8, 8]), 3))
    },
    // Transposes go where the elements are bytes.
    Structure(testDescription: "quantized", kept: (2, 160), free: (0, 0)) { g in
      let x = try g.requantized(g.input([1, 2, 4, 4]))
      g.output(try g.requantized(g.conv(g.requantized(g.conv(x, 8)), 8)))
    },
    // Columns of the weights are reordered instead of the image.
    Structure(testDescription: "flattened image", kept: (1, 128), free: (0, 0)) { g in
      let x = try g.conv(g.input([1, 2, 4, 4]), 8)
      g.output(try g.dense(g.reshape(x, [1, 128]), 3))
    },
    Structure(testDescription: "mean of an image", kept: (1, 128), free: (0, 0)) { g in
      let x = try g.conv(g.input([1, 2, 4, 4]), 8)
      let mean = try g.add(Reduce(.mean, axes: [2, 3], keepDims: true), x)
      g.output(try g.dense(g.reshape(mean, [1, 8]), 3))
    },
    // A sampled image may have its channels in front when nothing else wants them last.
    Structure(testDescription: "lone resize", kept: (0, 0), free: (0, 0)) { g in
      let axes = [2, 3].map { Resize.Axis(axis: $0, size: 8, length: 8, coordinates: .halfPixel) }
      g.output(try g.add(Resize(.linear, axes: axes), g.input([1, 2, 4, 4])))
    },
    // Rows of a table take their place in the order of the indices.
    Structure(testDescription: "embedding", kept: (0, 0), free: (0, 0)) { g in
      let indices = g.editor.addConstant(Tensor([2, 3], (0..<6).map { Int64($0) }), name: "i")
      let rows = try g.add(Gather(axis: 1), g.dense(g.input([4, 6]), 8), indices)
      g.output(try g.dense(g.reshape(g.transpose(rows, [0, 2, 1]), [4, 6]), 2))
    },
  ]
}
