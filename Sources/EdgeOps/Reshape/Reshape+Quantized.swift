import EdgeIR

extension Reshape: AxisMoving {
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { [0] }

  /// An axis stays whole when the output has one of its size with as many elements before it.
  public func movedAxis(_ axis: Int, from input: TensorType, to output: TensorType) -> Int? {
    let before = input.shape[..<axis].reduce(1, *)
    return output.shape.indices.first {
      output.shape[$0] == input.shape[axis] && output.shape[..<$0].reduce(1, *) == before
    }
  }
}
