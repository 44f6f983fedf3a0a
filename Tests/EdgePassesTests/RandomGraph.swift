import EdgeIR
import EdgeOps
import EdgeTestSupport

/// Graphs of reshapes, transposes and operators with every layout rule, in any combination that type-checks.
struct RandomGraph {
  private var editor = GraphEditor(name: "random")
  private var generator: SeededGenerator
  private var values: [ValueID] = []

  static func make(seed: UInt64, nodes: Int) throws -> Graph {
    var random = RandomGraph(generator: SeededGenerator(seed: seed))
    return try random.build(nodes)
  }

  private init(generator: SeededGenerator) { self.generator = generator }

  private mutating func build(_ nodes: Int) throws -> Graph {
    let shapes = [[1, 4, 6, 8], [2, 3, 4], [1, 12, 4, 4], [4, 6], [1, 6, 2, 2, 3]]
    for index in 0..<2 {
      let shape = pick(shapes)
      values.append(editor.addInput(name: "x\(index)", type: TensorType(.float32, shape)))
    }
    for _ in 0..<nodes {
      let value = Bool.random(using: &generator) ? pick(values) : values[values.count - 1]
      if let output = try step(value) { values.append(output) }
    }
    for (index, value) in values.suffix(3).enumerated() { editor.addOutput(name: "y\(index)", value: value) }
    editor.removeDeadNodes()
    return editor.graph
  }

  private mutating func step(_ x: ValueID) throws -> ValueID? {
    let shape = editor.graph[x].type.shape
    guard !shape.isEmpty, editor.graph[x].type.elementCount <= 4096 else { return nil }
    let axis = Int.random(in: shape.indices, using: &generator)
    switch Int.random(in: 0..<24, using: &generator) {
    case 0, 1, 2:
      return try add(Transpose(permutation: shape.indices.shuffled(using: &generator)), [x])
    case 3, 4: return try add(Reshape(shape: regrouped(shape, axis)), [x])
    case 5: return try add(Clip(lower: -0.5, upper: 0.75), [x])
    case 6: return try add(Binary(.add), [x, partner(shape) ?? constant(shape)])
    case 7: return try add(Binary(.multiply), [constant(stretched(shape)), x])
    case 8: return try add(Binary(.subtract), [x, stretchedValue(shape) ?? constant(stretched(shape))])
    case 9:
      let axes = shape.indices.filter { _ in Bool.random(using: &generator) }
      guard !axes.isEmpty else { return nil }
      return try add(Reduce(.mean, axes: axes, keepDims: Bool.random(using: &generator)), [x])
    case 10: return try add(Concat(axis: axis), [x, partner(shape) ?? x, constant(shape)])
    case 11: return try add(Softmax(axis: axis), [x])
    case 12: return try slice(x, shape, axis)
    case 13: return try matrixProduct(x, shape)
    case 14:
      let (begins, ends) = (shape.map { _ in pick([0, 0, 1]) }, shape.map { _ in pick([0, 0, 2]) })
      return try add(Pad(.edge, begins: begins, ends: ends), [x])
    case 15:
      let indices = (0..<pick([1, 2, 4])).map { _ in
        Int64.random(in: 0..<Int64(shape[axis]), using: &generator)
      }
      let places = indices.count == 4 && Bool.random(using: &generator) ? [2, 2] : [indices.count]
      return try add(Gather(axis: axis), [x, editor.addConstant(Tensor(places, indices), name: "i")])
    case 16: return try image(x, shape)
    case 17:
      let block = Array(shape[axis...])
      let inputs = [x, constant(block), constant(block)]
      return try add(LayerNormalization(.standard, axis: axis, epsilon: 0.1), inputs)
    case 18: return try add(Cumulative(.sum, axis: axis, isReversed: Bool.random(using: &generator)), [x])
    case 19: return try add(TopK(axis: axis, k: pick([1, shape[axis]]), isLargest: true), [x])
    case 20: return try add(Tile(repeats: shape.map { _ in pick([1, 1, 1, 2]) }), [x])
    case 21: return try add(BroadcastTo(shape: [pick([1, 2])] + shape), [x])
    case 22: return try sampled(x, shape)
    default:
      let columns = pick([1, 4, 6])
      let inputs = [x, constant([columns, shape[shape.count - 1]]), constant([columns])]
      return try add(FullyConnected(), inputs)
    }
  }

  /// x times another value or itself, turned so that they fit, or times a constant.
  private mutating func matrixProduct(_ x: ValueID, _ shape: [Int]) throws -> ValueID? {
    guard shape.count >= 2, let depth = shape.last else { return nil }
    let other = values.shuffled(using: &generator).first { value in
      let own = editor.graph[value].type.shape
      return own.count >= 2 && own[own.count - 2] == depth
        && broadcastShape(own.dropLast(2), shape.dropLast(2)) != nil
    }
    if let other, Bool.random(using: &generator) { return try add(MatMul(), [x, other]) }
    if Bool.random(using: &generator) {
      let swapped = Array(0..<shape.count - 2) + [shape.count - 1, shape.count - 2]
      return try add(MatMul(), [x, add(Transpose(permutation: swapped), [x])])
    }
    return try add(MatMul(), [x, constant([depth, pick([1, 3, 4])])])
  }

  /// A convolution, dense, depthwise or in two groups, or a pool of x as an image.
  private mutating func image(_ x: ValueID, _ shape: [Int]) throws -> ValueID? {
    guard shape.count == 4, shape[1] > 1, shape[2] > 1 else { return nil }
    let window = WindowGeometry(
      kernel: [2, 2], strides: [1, 1], dilations: [1, 1], padsBegin: [0, 0], padsEnd: [1, 0])
    if pick([true, false, false]) { return try add(MaxPool(geometry: window), [x]) }
    let channels = shape[3]
    let groups = pick([1, channels, channels % 2 == 0 ? 2 : 1])
    let conv = Conv(
      strides: window.strides, dilations: window.dilations, padsBegin: window.padsBegin,
      padsEnd: window.padsEnd, groups: groups)
    let outputs = groups == 1 ? pick([2, 4, 6]) : channels
    return try add(conv, [x, constant([outputs, 2, 2, channels / groups]), constant([outputs])])
  }

  /// x with two axes twice as large.
  private mutating func sampled(_ x: ValueID, _ shape: [Int]) throws -> ValueID? {
    guard shape.count >= 2 else { return nil }
    let first = Int.random(in: 0..<shape.count - 1, using: &generator)
    let axes = [first, Int.random(in: first + 1..<shape.count, using: &generator)].map { axis in
      Resize.Axis(
        axis: axis, size: 2 * shape[axis], length: Double(2 * shape[axis]), coordinates: .halfPixel)
    }
    return try add(Resize(.linear, axes: axes), [x])
  }

  private mutating func slice(_ x: ValueID, _ shape: [Int], _ axis: Int) throws -> ValueID? {
    guard shape[axis] > 1 else { return nil }
    var starts = shape.map { _ in 0 }
    var sizes = shape
    starts[axis] = Int.random(in: 0..<shape[axis], using: &generator)
    sizes[axis] = Int.random(in: 1...shape[axis] - starts[axis], using: &generator)
    return try add(Slice(starts: starts, steps: shape.map { _ in 1 }, sizes: sizes), [x])
  }

  /// The shape with an axis split, two merged, or an axis of size 1 added or removed.
  private mutating func regrouped(_ shape: [Int], _ axis: Int) -> [Int] {
    var result = shape
    if let divisor = [2, 3].first(where: { shape[axis] % $0 == 0 }), Bool.random(using: &generator) {
      result.replaceSubrange(axis...axis, with: [divisor, shape[axis] / divisor])
    } else if axis + 1 < shape.count, shape.count > 1 {
      result.replaceSubrange(axis...axis + 1, with: [shape[axis] * shape[axis + 1]])
    } else if shape.count < 5 {
      result.insert(1, at: axis)
    }
    return result
  }

  /// Another value of the same shape.
  private mutating func partner(_ shape: [Int]) -> ValueID? {
    let matches = values.filter { editor.graph[$0].type.shape == shape }
    return matches.randomElement(using: &generator)
  }

  /// A computed value that broadcasts to the shape, of lower rank or with axes of size 1.
  private func stretchedValue(_ shape: [Int]) -> ValueID? {
    values.first { value in
      let own = editor.graph[value].type.shape
      return own != shape && broadcastShape(own, shape) == shape
    }
  }

  private mutating func stretched(_ shape: [Int]) -> [Int] {
    let kept = shape.map { Bool.random(using: &generator) ? $0 : 1 }
    return Array(kept.dropFirst(Int.random(in: 0...shape.count, using: &generator)))
  }

  private mutating func constant(_ shape: [Int]) -> ValueID {
    let count = shape.reduce(1, *)
    let elements = (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
    return editor.addConstant(Tensor(shape, elements), name: "c")
  }

  private mutating func add(_ op: any Operator, _ inputs: [ValueID]) throws -> ValueID {
    try editor.add(op, inputs)[0]
  }

  private mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: items.indices, using: &generator)] }
}
