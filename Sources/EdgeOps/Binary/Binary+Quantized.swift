import EdgeIR

extension Binary: DataMoving {
  /// The larger and the smaller of two elements are elements; sums are not.
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? {
    kind == .maximum || kind == .minimum ? [0, 1] : nil
  }
}
