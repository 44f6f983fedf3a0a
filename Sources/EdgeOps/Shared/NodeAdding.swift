import EdgeIR

/// A graph that nodes can be added to: what is around a node that decomposes, or the body of a loop.
protocol NodeAdding {
  func type(_ value: ValueID) -> TensorType
  /// A node with one output.
  mutating func add(_ op: any Operator, _ inputs: ValueID?...) throws -> ValueID
  /// A node with any number of inputs and outputs.
  mutating func addAll(_ op: any Operator, _ inputs: [ValueID?]) throws -> [ValueID]
  mutating func constant(_ tensor: Tensor) -> ValueID
}

extension DecompositionBuilder: NodeAdding {}

extension GraphEditor: NodeAdding {
  func type(_ value: ValueID) -> TensorType { graph[value].type }

  mutating func add(_ op: any Operator, _ inputs: ValueID?...) throws -> ValueID {
    let outputs = try add(op, inputs)
    guard outputs.count == 1 else { throw OperatorError("\(op.name) has \(outputs.count) outputs") }
    return outputs[0]
  }

  mutating func addAll(_ op: any Operator, _ inputs: [ValueID?]) throws -> [ValueID] { try add(op, inputs) }

  mutating func constant(_ tensor: Tensor) -> ValueID { addConstant(tensor, name: "constant") }
}

extension NodeAdding {
  /// A number of `value`'s element type.
  mutating func number(_ number: Double, like value: ValueID) -> ValueID {
    constant(Cast(to: type(value).element).convert(Tensor(scalar: number)))
  }

  /// The value under another shape.
  mutating func reshaped(_ value: ValueID, to shape: [Int]) throws -> ValueID {
    type(value).shape == shape ? value : try add(Reshape(shape: shape), value)
  }

  /// The positions in `range` along `axis`.
  mutating func sliced(_ value: ValueID, _ range: Range<Int>, along axis: Int) throws -> ValueID {
    let shape = type(value).shape
    guard range != 0..<shape[axis] else { return value }
    var (starts, sizes) = (shape.map { _ in 0 }, shape)
    (starts[axis], sizes[axis]) = (range.lowerBound, range.count)
    return try add(Slice(starts: starts, steps: shape.map { _ in 1 }, sizes: sizes), value)
  }
}
