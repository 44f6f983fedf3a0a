import EdgeIR

extension Transpose: AxisMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { [0] }

  public func movedAxis(_ axis: Int, from input: TensorType, to output: TensorType) -> Int? {
    permutation.firstIndex(of: axis)
  }
}
