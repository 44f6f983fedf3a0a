extension Graph {
  /// How many of the outputs are the model's own. The counts that limit them follow.
  public var modelOutputCount: Int { extents.map(\.count).min() ?? outputs.count }

  /// The outputs that the model has: those that merely count are not among them.
  public var modelOutputs: ArraySlice<GraphOutput> { outputs[..<modelOutputCount] }

  /// What the model's outputs are: cut to their extents, without the counts.
  ///
  /// - Parameter results: a tensor for each output, in order.
  public func trimmed(_ results: [Tensor]) -> [Tensor] {
    if extents.isEmpty || results.count != outputs.count { return results }
    return results.prefix(modelOutputCount).enumerated().map { index, tensor in
      var sizes = tensor.shape
      for extent in extents where extent.output == index && sizes.indices.contains(extent.axis) {
        let count = results[extent.count].integers()?.first ?? 0
        sizes[extent.axis] = min(max(count, 0), sizes[extent.axis])
      }
      return tensor.leading(sizes)
    }
  }
}

extension Tensor {
  /// The first `sizes[axis]` positions along each axis; none may exceed the axis.
  public func leading(_ sizes: [Int]) -> Tensor {
    precondition(zip(sizes, shape).allSatisfy { 0 <= $0 && $0 <= $1 } && sizes.count == shape.count)
    guard sizes != shape else { return self }
    let result = type.with(shape: sizes)
    guard result.elementCount > 0 else { return Tensor(result, storage: TensorStorage(zeroed: 0)) }
    let strides = rowMajorStrides(shape).map { $0 * element.sizeInBytes }
    let row = sizes[sizes.count - 1] * element.sizeInBytes
    var bytes: [UInt8] = []
    bytes.reserveCapacity(result.sizeInBytes)
    var index = [Int](repeating: 0, count: sizes.count)
    while bytes.count < result.sizeInBytes {
      let start = zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
      bytes += storage.bytes[start..<start + row]
      for axis in (0..<sizes.count - 1).reversed() {
        index[axis] += 1
        if index[axis] < sizes[axis] { break }
        index[axis] = 0
      }
    }
    return Tensor(result, storage: bytes.withUnsafeBytes { TensorStorage(copying: $0) })
  }
}
