import EdgeIR

/// For each pixel the taps that lie on it are gathered and summed; a zero stands in where others have more.
extension Col2Im: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let shape = builder.type(x).shape
    guard let output = node.outputs.first.map({ builder.type($0).shape }), !output.contains(0),
      !shape.contains(0), let grid = geometry.outputShape(image)
    else { throw OperatorError("there is nothing to add up") }
    let taps = geometry.kernel.reduce(1, *)
    let columns = taps * shape[2]
    let positions = try positions(grid, blocks: shape[2])
    let overlap = positions.reduce(1) { max($0, $1.count) }
    guard saturatingProduct(positions.count, overlap) <= 1 << 26, columns < 1 << 31 else {
      throw OperatorError("expected at most 2^26 taps on all pixels, got \(geometry) over \(image)")
    }
    let isEven = positions.allSatisfy { $0.count == overlap }
    let rows = try builder.reshaped(x, to: [output[0] * output[1], columns])
    let padded = try builder.padded(rows, axis: 1, begin: 0, end: isEven ? 0 : 1)
    let indices = positions.flatMap { own in
      (0..<overlap).map { Int32(clamping: $0 < own.count ? own[$0] : columns) }
    }
    let gathered = try builder.add(
      Gather(axis: 1), padded, builder.constant(Tensor([positions.count, overlap], indices)))
    let sums = try builder.add(Reduce(.sum, axes: [2], keepDims: false), gathered)
    return [try builder.reshaped(sums, to: output)]
  }

  /// For each pixel where the taps that lie on it are in the columns of its channel.
  private func positions(_ grid: [Int], blocks: Int) throws -> [[Int]] {
    guard
      saturatingProduct(image.reduce(1, saturatingProduct), geometry.kernel.reduce(1, saturatingProduct)) <= 1
        << 26
    else { throw OperatorError("expected at most 2^26 taps on all pixels, got \(geometry) over \(image)") }
    let window = WindowPositions(
      geometry, input: [1] + grid + [1], output: [1] + image + [1], isTransposed: true)
    var result: [[Int]] = []
    window.forEachOutput { covered in result.append(covered.map { $0.tap * blocks + $0.pixel }) }
    return result
  }
}
