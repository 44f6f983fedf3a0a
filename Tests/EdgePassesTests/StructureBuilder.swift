import EdgeIR
import EdgeOps
import EdgeTestSupport

/// Builds graphs as the importer does: images are channels-first, with transposes around what works channels-last.
struct StructureBuilder {
  var editor = GraphEditor(name: "structure")
  private var generator = SeededGenerator(seed: 1)

  mutating func input(_ shape: [Int]) -> ValueID {
    editor.addInput(name: "x\(editor.graph.inputs.count)", type: TensorType(.float32, shape))
  }

  mutating func output(_ value: ValueID) {
    editor.addOutput(name: "y\(editor.graph.outputs.count)", value: value)
  }

  mutating func constant(_ shape: [Int]) -> ValueID {
    let elements = (0..<shape.reduce(1, *)).map { _ in Float.random(in: -1...1, using: &generator) }
    return editor.addConstant(Tensor(shape, elements), name: "c")
  }

  mutating func add(_ op: any Operator, _ inputs: ValueID...) throws -> ValueID {
    try editor.add(op, inputs)[0]
  }

  mutating func reshape(_ x: ValueID, _ shape: [Int]) throws -> ValueID { try add(Reshape(shape: shape), x) }

  mutating func transpose(_ x: ValueID, _ permutation: [Int]) throws -> ValueID {
    try add(Transpose(permutation: permutation), x)
  }

  /// A 1x1 convolution.
  mutating func conv(_ x: ValueID, _ outputs: Int, stride: Int = 1, groups: Int = 1) throws -> ValueID {
    let channels = editor.graph[x].type.shape[1]
    let conv = Conv(
      strides: [stride, stride], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [0, 0], groups: groups)
    let weights = constant([outputs, 1, 1, channels / groups])
    return try transpose(
      add(conv, transpose(x, [0, 2, 3, 1]), weights, constant([outputs])), [0, 3, 1, 2])
  }

  mutating func dense(_ x: ValueID, _ columns: Int) throws -> ValueID {
    let depth = editor.graph[x].type.shape.last ?? 1
    return try add(FullyConnected(), x, constant([columns, depth]), constant([columns]))
  }

  mutating func slice(_ x: ValueID, axis: Int, from start: Int, count: Int) throws -> ValueID {
    let shape = editor.graph[x].type.shape
    var (starts, sizes) = (shape.map { _ in 0 }, shape)
    (starts[axis], sizes[axis]) = (start, count)
    return try add(Slice(starts: starts, steps: shape.map { _ in 1 }, sizes: sizes), x)
  }

  /// Half of the channels as they are, and the other half after a convolution.
  mutating func shuffleUnit(_ x: ValueID, _ channels: Int) throws -> ValueID {
    let first = try slice(x, axis: 1, from: 0, count: channels / 2)
    let second = try slice(x, axis: 1, from: channels / 2, count: channels / 2)
    return try add(Concat(axis: 1), first, conv(second, channels / 2))
  }

  /// The channels of two groups in turn.
  mutating func shuffled(_ x: ValueID, _ channels: Int) throws -> ValueID {
    let parts = try reshape(x, [1, 2, channels / 2, 4, 4])
    return try reshape(transpose(parts, [0, 2, 1, 3, 4]), [1, channels, 4, 4])
  }

  /// Self-attention over `[B, T, C]`.
  mutating func attention(_ x: ValueID, heads: Int) throws -> ValueID {
    let shape = editor.graph[x].type.shape
    let (batch, tokens, channels) = (shape[0], shape[1], shape[2])
    let size = channels / heads
    let all = try transpose(
      reshape(dense(x, 3 * channels), [batch, tokens, 3, heads, size]), [2, 0, 3, 1, 4])
    let parts = try (0..<3).map {
      try reshape(slice(all, axis: 0, from: $0, count: 1), [batch, heads, tokens, size])
    }
    let scores = try add(MatMul(), parts[0], transpose(parts[1], [0, 1, 3, 2]))
    let context = try add(MatMul(), add(Softmax(axis: 3), scores), parts[2])
    return try reshape(transpose(context, [0, 2, 1, 3]), [batch, tokens, channels])
  }

  /// To bytes and back.
  mutating func requantized(_ x: ValueID) throws -> ValueID {
    let scale = editor.addConstant(Tensor(scalar: Float(0.1)), name: "scale")
    let zero = editor.addConstant(Tensor(scalar: Int8(0)), name: "zero")
    return try add(
      Dequantize(layout: ScaleLayout()), add(Quantize(to: .int8, layout: ScaleLayout()), x, scale, zero),
      scale, zero)
  }
}
