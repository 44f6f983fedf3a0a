import EdgeIR

extension ArgReduce: OneAxisLayout {
  public static let access = LayoutRule.Access.whole
}
