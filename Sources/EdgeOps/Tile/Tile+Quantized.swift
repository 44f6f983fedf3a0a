import EdgeIR

extension Tile: DataMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { [0] }
}
