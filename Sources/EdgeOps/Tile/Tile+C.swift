import EdgeC
import EdgeIR

extension Tile: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0] else { throw CRefusal("repeating needs an input") }
    let (shape, strides) = walk(x.shape)
    let copy = StridedCopy(shape: shape, strides: strides)
    if copy.dims.count <= cRankLimit { return try copy.computation(x.element) }
    return axisByAxis(x)
  }

  /// Repeats along the last axis first, between two halves of the scratch memory.
  private func axisByAxis(_ x: TensorType) -> CComputation {
    let axes = Array(repeats.indices.reversed().filter { repeats[$0] != 1 })
    var sizes = x.shape
    var lengths: [Int] = []
    var copies: [[Int]] = []
    for axis in axes {
      let chunk = sizes[axis...].reduce(1, *)
      copies.append([sizes[..<axis].reduce(1, *), repeats[axis], chunk])
      sizes[axis] *= repeats[axis]
      lengths.append(sizes.reduce(1, *) * x.element.sizeInBytes)
    }
    let half = ((lengths.dropLast().max() ?? 0) + 15) / 16 * 16
    let calls = copies.enumerated().map { step, dims in
      let source: CArgument = step == 0 ? .input(0) : .scratch(offset: (step - 1) % 2 * half)
      let result: CArgument = step == copies.count - 1 ? .output(0) : .scratch(offset: step % 2 * half)
      return CCall(
        "edgec_\(x.element.movedType)_strided_copy", header: "strided_copy",
        [source, result, .int(0), .int(3), .integers(dims), .integers([dims[2], 0, 1])])
    }
    return CComputation(calls: calls, scratchBytes: 2 * half)
  }
}
