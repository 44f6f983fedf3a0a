import EdgeIR

extension Gather: DataMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { [0] }
}
