import EdgeIR

extension ScatterElements: DataMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { reduction == .replace ? [0, 2] : nil }
}
