import EdgeIR

extension Reduce: DataMoving {
  /// The largest and the smallest element are elements; sums are not.
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { kind == .max || kind == .min ? [0] : nil }
}
