import EdgeIR

extension Frame: Decomposing {
  /// One gathering of all positions of all frames.
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let x = try builder.input(0)
    let shape = try infer([builder.type(x)])[0].shape
    let (frames, length) = (shape[axis], shape[axis + 1])
    let type = TensorType(.int32, [frames, length])
    guard type.fits(limitInBytes: indexLimitInBytes), builder.type(x).shape[axis] <= Int32.max else {
      throw OperatorError("\(frames) frames of \(length) take too many indices")
    }
    let positions = (0..<frames).flatMap { frame in (0..<length).map { Int32(frame * step + $0) } }
    return [try builder.add(Gather(axis: axis), x, builder.constant(Tensor(type.shape, positions)))]
  }
}

private let indexLimitInBytes = 1 << 26
