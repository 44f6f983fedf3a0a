import EdgeIR

extension GatherElements: DataMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { [0] }
}
