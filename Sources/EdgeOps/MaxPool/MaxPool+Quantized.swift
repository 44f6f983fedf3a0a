import EdgeIR

extension MaxPool: DataMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { [0] }
}
