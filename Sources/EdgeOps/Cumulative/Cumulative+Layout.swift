import EdgeIR

extension Cumulative: OneAxisLayout {
  public static let access = LayoutRule.Access.whole
}
