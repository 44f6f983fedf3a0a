/// The cost aspect of an operator whose work is sums of products. Others cost next to nothing beside these.
public protocol MultiplyAccumulating: Operator {
  /// How many multiply-accumulate operations one evaluation takes, `Int.max` when beyond. Types satisfy `infer`.
  func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int
}
