import EdgeIR

extension LocalResponseNormalization: OneAxisLayout {
  public static let access = LayoutRule.Access.whole
}
