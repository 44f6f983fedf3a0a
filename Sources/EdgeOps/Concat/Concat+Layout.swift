import EdgeIR

extension Concat: OneAxisLayout {
  public static let access = LayoutRule.Access.whole
}
