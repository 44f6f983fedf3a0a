import EdgeIR

extension TopK: OneAxisLayout {
  public static let access = LayoutRule.Access.innermostWhole
}
