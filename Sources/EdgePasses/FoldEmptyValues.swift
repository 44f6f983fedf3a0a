import EdgeIR

extension Pass {
  /// A value without elements is known: a constant in the place of the input or node that gives it. What is computed
  /// from nothing else, such as the sum of no numbers, is then a constant, too.
  ///
  ///     %y: f32[2,0] = Slice(%x)     ⟶     %y = constant
  static let foldEmptyValues = Pass("fold-empty-values") { editor in
    let values = editor.graph.inputs + editor.graph.nodes.flatMap(\.outputs)
    for value in values where editor.graph[value].type.elementCount == 0 {
      let (type, name) = (editor.graph[value].type, editor.graph[value].name)
      let empty = editor.addConstant(Tensor(type, storage: TensorStorage(zeroed: 0)), name: name)
      editor.replaceAllUses(of: value, with: empty)
    }
    editor.removeDeadNodes()
  }
}
