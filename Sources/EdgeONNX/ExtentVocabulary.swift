public import EdgeIR

/// The operators with which the import itself handles values whose size depends on data. EdgeOps supplies them.
public protocol ExtentVocabulary: Sendable {
  /// Of one input; takes the first `sizes[axis]` positions along each axis.
  func leading(_ sizes: [Int]) -> any Operator

  /// The number that an extent stands for, an i64 scalar.
  func number(_ extent: Extent, _ builder: any ExtentBuilder) throws -> ValueID

  /// A value with zeros beyond the extents of its axes.
  func zeroed(_ value: ValueID, _ extents: AxisExtents, _ builder: any ExtentBuilder) throws -> ValueID
}

/// Adds nodes for an `ExtentVocabulary`.
public protocol ExtentBuilder {
  func type(_ value: ValueID) -> TensorType
  func constant(_ tensor: Tensor) -> ValueID
  func add(_ op: any Operator, _ inputs: [ValueID?]) throws -> ValueID
  /// An i64 scalar.
  func number(_ extent: Extent) throws -> ValueID
}
