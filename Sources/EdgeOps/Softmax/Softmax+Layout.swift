import EdgeIR

extension Softmax: OneAxisLayout {
  public static let access = LayoutRule.Access.innermost
}
