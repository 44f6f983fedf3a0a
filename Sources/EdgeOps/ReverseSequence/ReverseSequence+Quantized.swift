import EdgeIR

extension ReverseSequence: DataMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { [0] }
}
