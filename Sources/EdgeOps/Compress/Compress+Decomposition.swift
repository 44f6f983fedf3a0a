import EdgeIR

/// A gather of the slices that are taken, and of the others behind them, which zeros replace.
extension Compress: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let order = try FrontOrder(builder.input(1), &builder)
    return [try order.slices(of: builder.input(0), along: axis, &builder), order.count]
  }
}
