import EdgeIR

extension ScatterND: DataMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { reduction == .replace ? [0, 2] : nil }
}
