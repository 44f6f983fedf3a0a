import EdgeIR

/// A loop that selects, in every iteration and of all classes at once, the best box that is left, and drops those that
/// overlap it.
extension NonMaxSuppression: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let (boxes, scores) = (try builder.input(0), try builder.input(1))
    let shape = builder.type(scores).shape
    let (lists, count) = (shape[0] * shape[1], shape[2])
    let rows = lists * limit
    guard rows > 0, count > 0 else { throw OperatorError("no boxes have no simpler form") }
    let flat = try builder.reshape(scores, to: [lists, count])
    let sorted = try builder.addAll(TopK(axis: 1, k: count, isLargest: true), [flat])
    let candidates = try sortedCorners(boxes, sorted[1], classes: shape[1], &builder)
    var isOpen = builder.constant(Tensor([lists, count], Array(repeating: true, count: lists * count)))
    if let threshold = builder.optionalInput(4) {
      isOpen = try builder.compare(.greater, sorted[0], builder.reshape(threshold, to: []))
    }
    let overlap =
      try builder.optionalInput(3).map { try builder.reshape($0, to: []) }
      ?? builder.constant(Tensor(scalar: Float(0)))
    let loop = Loop(body: try body(lists, count), stateCount: 1, tripCount: limit)
    let found = try builder.addAll(loop, [nil, nil, isOpen] + candidates + [overlap])

    // Stacked by iteration; wanted by class.
    let byClass = builder.integers(
      (0..<rows).map { Int64($0 % limit * lists + $0 / limit) }, [lists, limit], .int64)
    let places = try builder.add(Gather(axis: 0), builder.reshape(found[1], to: [rows]), byClass)
    var isSelected = try builder.add(Gather(axis: 0), builder.reshape(found[2], to: [rows]), byClass)
    let turns = builder.integers((0..<Int64(limit)).map { $0 }, [1, limit], .int64)
    let wanted =
      try builder.optionalInput(2).map { try builder.reshape($0, to: []) } ?? builder.scalar(0, .int64)
    isSelected = try builder.add(Logical(.and), isSelected, builder.compare(.less, turns, wanted))
    let numbers = try builder.add(GatherElements(axis: 1), sorted[1], places)
    let owners = (0..<rows).flatMap { [Int64($0 / limit / shape[1]), Int64($0 / limit % shape[1])] }
    let table = try builder.concatenate(
      [builder.integers(owners, [rows, 2], .int64), builder.reshape(numbers, to: [rows, 1])], axis: 1)
    let front = try FrontOrder(builder.reshape(isSelected, to: [rows]), &builder)
    return [try front.slices(of: table, along: 0, &builder), front.count]
  }

  /// The corners of each class's boxes, best first: low x, low y, high x, high y, `[B*C, N]` each.
  private func sortedCorners(
    _ boxes: ValueID, _ order: ValueID, classes: Int, _ builder: inout DecompositionBuilder
  ) throws -> [ValueID] {
    let shape = builder.type(boxes).shape
    let lists = shape[0] * classes
    let columns = try (0..<4).map { column in
      let part = try builder.add(
        Slice(starts: [0, 0, column], steps: [1, 1, 1], sizes: [shape[0], shape[1], 1]), boxes)
      let whole = try builder.broadcast(
        builder.reshape(part, to: [shape[0], 1, shape[1]]), to: [shape[0], classes, shape[1]])
      return try builder.add(
        GatherElements(axis: 1), builder.reshape(whole, to: [lists, shape[1]]), order)
    }
    guard isCentered else {
      return try [(1, 3, Binary.Kind.minimum), (0, 2, .minimum), (1, 3, .maximum), (0, 2, .maximum)].map {
        try builder.binary($0.2, columns[$0.0], columns[$0.1])
      }
    }
    let half = builder.constant(Tensor(scalar: Float(0.5)))
    let sizes = try columns[2...].map { try builder.binary(.multiply, $0, half) }
    return try [
      builder.binary(.subtract, columns[0], sizes[0]), builder.binary(.subtract, columns[1], sizes[1]),
      builder.binary(.add, columns[0], sizes[0]), builder.binary(.add, columns[1], sizes[1]),
    ]
  }

  /// One iteration: which boxes are left; of each list the place of the box selected, and whether there was one.
  private func body(_ lists: Int, _ count: Int) throws -> Subgraph {
    var graph = GraphEditor(name: "body")
    _ = graph.addInput(name: "iteration", type: TensorType(.int64, []))
    _ = graph.addInput(name: "condition", type: TensorType(.bool, []))
    let isOpen = graph.addInput(name: "is_open", type: TensorType(.bool, [lists, count]))
    let corners = ["low_x", "low_y", "high_x", "high_y"].map {
      graph.addInput(name: $0, type: TensorType(.float32, [lists, count]))
    }
    let overlap = graph.addInput(name: "overlap", type: TensorType(.float32, []))
    let open = try graph.cast(isOpen, to: .int32)
    let best = try graph.add(ArgReduce(.max, axis: 1, keepDims: true), open)
    let isFound = try graph.add(Reduce(.max, axes: [1], keepDims: false), isOpen)
    let selected = try corners.map { try graph.add(GatherElements(axis: 1), $0, best) }
    let places = graph.integers((0..<Int64(count)).map { $0 }, [1, count], .int64)
    let isBest = try graph.compare(.equal, places, best)
    let drops = try graph.add(
      Logical(.or), isBest, overlaps(corners, selected, by: overlap, &graph))
    let rest = try graph.add(Logical(.and), isOpen, graph.add(Not(), drops))
    let place = try graph.reshape(best, to: [lists])
    for (name, value) in [
      ("goes_on", graph.constant(Tensor(scalar: true))), ("is_open", rest), ("place", place),
      ("is_found", isFound),
    ] { graph.addOutput(name: name, value: value) }
    return Subgraph(graph.graph)
  }

  /// Whether the area of the intersection by that of the union is above the limit; not for boxes without area.
  private func overlaps(
    _ boxes: [ValueID], _ others: [ValueID], by limit: ValueID, _ graph: inout GraphEditor
  ) throws -> ValueID {
    func area(_ box: [ValueID], _ graph: inout GraphEditor) throws -> ValueID {
      try graph.binary(
        .multiply, graph.binary(.subtract, box[2], box[0]), graph.binary(.subtract, box[3], box[1]))
    }
    let common = try zip([Binary.Kind.maximum, .maximum, .minimum, .minimum], zip(boxes, others)).map {
      try graph.binary($0, $1.0, $1.1)
    }
    let (own, other) = (try area(boxes, &graph), try area(others, &graph))
    let intersection = try area(common, &graph)
    let union = try graph.binary(.subtract, graph.binary(.add, own, other), intersection)
    let ratio = try graph.binary(.divide, intersection, union)
    var result = try graph.compare(.greater, ratio, limit)
    let zero = graph.constant(Tensor(scalar: Float(0)))
    for positive in [own, other, intersection, union] {
      result = try graph.add(Logical(.and), result, graph.compare(.greater, positive, zero))
    }
    for (high, low) in [(common[2], common[0]), (common[3], common[1])] {
      result = try graph.add(Logical(.and), result, graph.compare(.greater, high, low))
    }
    return result
  }
}
