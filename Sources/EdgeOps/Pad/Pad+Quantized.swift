import EdgeIR

extension Pad: DataMoving {
  /// The zeros of an absent value need not stand for the number 0.
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? {
    if mode != .constant { return [0] }
    return inputs.optional(1) == nil ? nil : [0, 1]
  }
}
