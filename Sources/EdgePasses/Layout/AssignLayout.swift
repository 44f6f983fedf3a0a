import EdgeIR

extension Pass {
  /// Chooses the layout of every value so that as few bytes as possible are transposed, and rebuilds the graph in it.
  ///
  ///     %a = Transpose(%x) permutation=[0, 2, 3, 1]       %a = Transpose(%x) permutation=[0, 2, 3, 1]
  ///     %b = Conv(%a, %w)                                 %b = Conv(%a, %w)
  ///     %c = Transpose(%b) permutation=[0, 3, 1, 2]   ⟶   %d = Sigmoid(%b)
  ///     %d = Sigmoid(%c)                                  %f = Conv(%d, %v)
  ///     %e = Transpose(%d) permutation=[0, 2, 3, 1]
  ///     %f = Conv(%e, %v)
  ///
  /// Operators without the `LayoutFlexible` aspect keep the layout their definition has, so the result is right
  /// for any graph.
  static func assignLayout(_ ioLayout: IOLayout) -> Pass {
    Pass("assign-layout") { editor in
      editor = GraphEditor(try LayoutEmitter.rebuild(LayoutProblem(editor.graph, ioLayout: ioLayout)))
    }
  }
}
