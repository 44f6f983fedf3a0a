/// The aspect of operators whose outputs have a size that depends on data (NonZero).
///
/// Types are static all the same: such an output has the largest size it may take, its *capacity*; another output
/// counts how much of it is used, and what lies beyond is zero.
public protocol DataDependentShape: Operator {
  /// The output axes that are not full, each with the output that counts. It never counts beyond the axis's size.
  var outputExtents: [OutputExtent] { get }
}
