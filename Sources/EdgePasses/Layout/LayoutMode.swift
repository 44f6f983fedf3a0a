/// One way to run an operator: a template and an order of units in each group, from which the layout of every port
/// follows.
struct LayoutMode {
  let template: Int
  /// For each group its units, as numbers of the builder's.
  let units: [[Int]]
  /// For each port the number of the layout among its class's.
  let orders: [Int]
  /// Bytes that the operator's kernels copy on their own.
  let copiedBytes: Int
}
