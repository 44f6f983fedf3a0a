import EdgeIR

extension Concat: DataMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { Array(inputs.indices) }
}
