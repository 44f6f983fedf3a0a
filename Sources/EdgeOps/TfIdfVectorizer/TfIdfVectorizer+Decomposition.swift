import EdgeIR

/// Every n-gram is compared with what stands at every place, for each length and distance at once.
extension TfIdfVectorizer: Decomposing {
  /// Comparisons for one length and distance.
  private static let limit = 1 << 22
  /// Lengths and distances.
  private static let passLimit = 256

  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let type = builder.type(x)
    let (rows, columns) = (type.shape.dropLast().reduce(1, *), type.shape[type.rank - 1])
    let sequences = try builder.reshape(x, to: [rows, columns])
    var passes = 0
    var total = builder.zeros(TensorType(.float32, [rows, size]))
    for length in Set(ngrams.map(\.items.count)).sorted() {
      let group = ngrams.filter { $0.items.count == length }
      let target = coordinates(of: group)
      for distance in 1...(length == 1 ? 1 : min(maxSkip, columns) + 1) {
        let places = columns - distance * (length - 1)
        passes += 1
        guard passes <= Self.passLimit, rows * columns <= Self.limit / max(group.count, 1) else {
          throw OperatorError("\(ngrams.count) n-grams are too many to be compared with \(type)")
        }
        guard places > 0 else { continue }
        let found = try matches(group, sequences, places, distance, &builder)
        let counts = try builder.add(
          Reduce(.sum, axes: [1], keepDims: false), builder.cast(found, to: .float32))
        let part = try builder.add(MatMul(), counts, builder.constant(target))
        total = try builder.binary(.add, total, part)
      }
    }
    if isBinary { total = try builder.binary(.minimum, total, 1) }
    if let weights {
      total = try builder.binary(.multiply, total, builder.constant(Tensor([size], weights)))
    }
    return [try builder.reshape(total, to: builder.type(node.outputs[0]).shape)]
  }

  /// Which of the n-grams, all of one length, begins where: bool `[rows, places, n-grams]`.
  private func matches(
    _ group: [NGram], _ x: ValueID, _ places: Int, _ distance: Int, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let type = builder.type(x)
    var result: ValueID?
    for item in group[0].items.indices {
      let window = try builder.add(
        Slice(starts: [0, item * distance], steps: [1, 1], sizes: [type.shape[0], places]), x)
      let items = builder.integers(group.map { $0.items[item] }, [1, 1, group.count], type.element)
      let isEqual = try builder.compare(
        .equal, builder.reshape(window, to: [type.shape[0], places, 1]), items)
      result = try result.map { try builder.add(Logical(.and), $0, isEqual) } ?? isEqual
    }
    guard let result else { throw OperatorError("C2: an n-gram has no items") }
    return result
  }

  /// One in the column of each n-gram's coordinate.
  private func coordinates(of group: [NGram]) -> Tensor {
    Tensor.build([group.count, size], of: Float.self) { y in
      for (row, ngram) in group.enumerated() { y[row * size + ngram.coordinate] = 1 }
    }
  }
}
