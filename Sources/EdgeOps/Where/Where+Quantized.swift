import EdgeIR

extension Where: DataMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { [1, 2] }
}
