import EdgeIR
import EdgeOps

extension Pass {
  /// Leaves out channels of quantized activations that hold one integer whatever the inputs are, as far as what reads
  /// them can do without: convolutions and matrix products take their part in each sum into the bias. Channels that only
  /// weights of 0 read go with them. No bit of the results changes.
  ///
  ///     %a = Conv(%x, %w, %b) : i8[1,8,8,64]       ⟶     %a = Conv(%x, %w', %b') : i8[1,8,8,24]
  ///     %y = Conv(%a, %v, %c) : i8[1,8,8,32]             %y = Conv(%a, %v', %c') : i8[1,8,8,32]
  ///
  /// Padding stands for the zero point, so a padded convolution knows a channel only where it holds that.
  static let removeDeadChannels = Pass("remove-dead-channels") { editor in
    let dead = try DeadChannels(editor.graph)
    var smaller = ChannelRemoval(editor, dead)
    if try smaller.run() { editor = smaller.editor }
  }
}

/// The rewriting of a graph without its dead channels.
private struct ChannelRemoval {
  private(set) var editor: GraphEditor
  private let graph: Graph
  private let dead: DeadChannels

  init(_ editor: GraphEditor, _ dead: DeadChannels) {
    self.editor = editor
    graph = editor.graph
    self.dead = dead
  }

  /// False when nothing is removed, also where a bias would become too large for its type.
  mutating func run() throws -> Bool {
    var isSmaller = false
    for node in graph.nodes {
      let values = node.inputs.compactMap { $0 } + node.outputs
      guard values.contains(where: { dead.kept($0) != nil }) else { continue }
      isSmaller = true
      switch graph.channelFlow(of: node) {
      case .fixed: break
      case .linked(let links): try narrow(node, links)
      case .dense: guard try shrink(node) else { return false }
      }
    }
    editor.removeDeadNodes()
    return isSmaller
  }

  /// A node that runs on fewer channels as on more, with its constant operands and shapes.
  private mutating func narrow(_ node: Node, _ links: [ChannelLink]) throws {
    guard let kept = dead.kept(node.outputs[0]) else { return }
    var inputs = node.inputs
    var op = narrowed(node.operator, to: kept.count)
    if let quantized = node.operator as? Quantized, var conv = quantized.operator as? Conv,
      let link = links.first
    {
      conv.groups = kept.count / link.repeats
      op = Quantized(conv, results: quantized.results, rounding: quantized.rounding)
      for slot in 1..<inputs.count { inputs[slot] = select(kept, axis: 0, of: inputs[slot]) }
    } else {
      for link in links {
        guard let input = node.inputs[link.slot], graph[input].constant != nil else { continue }
        let own = kept.filter(link.outputs.contains).map { link.input(of: $0) }
        inputs[link.slot] = select(own, axis: graph[input].type.rank - 1, of: input)
      }
    }
    try editor.replace(node.id, with: op, inputs: inputs)
  }

  /// Operators that say their output's shape say another one.
  private func narrowed(_ op: any Operator, to channels: Int) -> any Operator {
    if var reshape = op as? Reshape {
      reshape.shape[reshape.shape.count - 1] = channels
      return reshape
    }
    if var broadcast = op as? BroadcastTo {
      broadcast.shape[broadcast.shape.count - 1] = channels
      return broadcast
    }
    if var slice = op as? Slice {
      slice.sizes[slice.sizes.count - 1] = channels
      return slice
    }
    return op
  }

  /// A product with fewer rows and columns. False when a bias leaves its type.
  private mutating func shrink(_ node: Node) throws -> Bool {
    guard let input = node.inputs[0], let weights = graph.constant(node, 1) else { return true }
    var inputs = node.inputs
    if let columns = dead.kept(input) {
      let parts = parts(of: Set(columns), in: node, weights)
      if parts.contains(where: { $0 != 0 }) {
        guard let bias = bias(of: node, weights, plus: parts) else { return false }
        if inputs.count < 3 { inputs.append(nil) }
        inputs[2] = editor.addConstant(bias, name: "\(graph[node.outputs[0]].name)_bias")
      }
      inputs[1] = select(columns, axis: weights.shape.count - 1, of: inputs[1])
    }
    if let rows = dead.kept(node.outputs[0]) {
      for slot in 1..<inputs.count { inputs[slot] = select(rows, axis: 0, of: inputs[slot]) }
    }
    try editor.replace(node.id, with: node.operator, inputs: inputs)
    return true
  }

  /// What the channels besides `kept` add to the sum of each row: they hold one integer, or weights of 0 read them.
  private func parts(of kept: Set<Int>, in node: Node, _ weights: Tensor) -> [Int] {
    guard let input = node.inputs[0], let integers = weights.integers(), let channels = weights.shape.last,
      let zeroPoint = graph[input].type.quantization?.single?.zeroPoint
    else { return [] }
    let zero = weights.type.quantization?.single?.zeroPoint ?? 0
    let numbers = (0..<channels).map { channel in
      kept.contains(channel) ? 0 : dead.constant(input, channel).map { $0 - zeroPoint } ?? 0
    }
    var parts = [Int](repeating: 0, count: weights.shape[0])
    let length = integers.count / max(parts.count, 1)
    for (place, integer) in integers.enumerated() {
      parts[place / length] += (integer - zero) * numbers[place % channels]
    }
    return parts
  }

  /// The bias with these on top; nil where the type cannot hold one.
  private func bias(of node: Node, _ weights: Tensor, plus parts: [Int]) -> Tensor? {
    guard let x = node.inputs[0].map({ graph[$0].type }) else { return nil }
    let old = graph.constant(node, 2)
    let sums = zip(old?.integers() ?? parts.map { _ in 0 }, parts).map { $0.addingReportingOverflow($1) }
    guard !sums.contains(where: \.overflow) else { return nil }
    let values = sums.map(\.partialValue)
    let quantization = old?.type.quantization ?? Self.biasQuantization(x, weights.type)
    if x.element == .int16 {
      return Tensor([values.count], values.map { Int64($0) })
        .as(TensorType(.int64, [values.count], quantization: quantization))
    }
    let narrow = values.compactMap { Int32(exactly: $0) }
    guard narrow.count == values.count else { return nil }
    return Tensor([values.count], narrow)
      .as(TensorType(.int32, [values.count], quantization: quantization))
  }

  /// A bias has the scales of the products.
  private static func biasQuantization(_ x: TensorType, _ weights: TensorType) -> Quantization? {
    guard let scale = x.quantization?.single?.scale, let factors = weights.quantization else { return nil }
    let scales = factors.scales.map {
      min(max($0 * scale, .leastNormalMagnitude), .greatestFiniteMagnitude)
    }
    return factors.axis == nil
      ? Quantization(scale: scales[0], zeroPoint: 0)
      : Quantization(scales: scales, zeroPoints: scales.map { _ in 0 }, axis: 0)
  }

  /// Some positions along an axis of a constant, with their scales.
  private mutating func select(_ kept: [Int], axis: Int, of value: ValueID?) -> ValueID? {
    guard let value, let tensor = editor.graph[value].constant,
      let part = try? Gather(axis: axis).evaluate([
        tensor.as(tensor.type.plain), Tensor([kept.count], kept.map { Int64($0) }),
      ])[0]
    else { return value }
    var type = part.type
    type.quantization = tensor.type.quantization.map { old in
      old.axis != axis
        ? old
        : Quantization(
          scales: kept.map { old.scales[$0] }, zeroPoints: kept.map { old.zeroPoints[$0] }, axis: axis)
    }
    return editor.addConstant(part.as(type), name: editor.graph[value].name)
  }
}
