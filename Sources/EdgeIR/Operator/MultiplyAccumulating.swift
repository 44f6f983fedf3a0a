/// The cost aspect of an operator whose work is sums of products. Others cost next to nothing beside these.
public protocol MultiplyAccumulating: Operator {
  /// How many multiply-accumulate operations one evaluation takes, `Int.max` when beyond. Types satisfy `infer`.
  func multiplyAccumulates(inputs: [TensorType?], outputs: [TensorType]) -> Int
}

/// `a * b`, `Int.max` when beyond.
public func saturatingProduct(_ a: Int, _ b: Int) -> Int {
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  return overflow ? .max : product
}
