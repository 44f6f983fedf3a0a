import EdgeIR

extension Pass {
  /// Computes nodes whose inputs are all constant, with the operators' own reference kernels.
  ///
  ///     %c = Multiply(%a, %b)      ⟶     %c = constant
  ///
  /// A result that is larger than what it is made of and larger than `foldedGrowthLimitInBytes` is left to the
  /// device: folding must not blow up the file.
  static let foldConstants = foldConstants(keepingQuantization: false)

  /// - Parameter keepingQuantization: leaves constants that are stored as integers with a scale as they are.
  static func foldConstants(keepingQuantization: Bool) -> Pass {
    Pass("fold-constants") { editor in try fold(&editor, keepingQuantization) }
  }

  private static func fold(_ editor: inout GraphEditor, _ keepsQuantization: Bool) throws {
    for id in editor.graph.order {
      let node = editor.graph[id]
      if keepsQuantization, node.operator is any NumberDecoding { continue }
      let tensors = node.inputs.indices.map { editor.graph.constant(node, $0) }
      guard zip(node.inputs, tensors).allSatisfy({ $0 == nil || $1 != nil }) else { continue }
      let consumed = tensors.compactMap { $0?.type.sizeInBytes }.reduce(0, +)
      let produced = node.outputs.map { editor.graph[$0].type.sizeInBytes }.reduce(0, +)
      guard produced <= max(consumed, foldedGrowthLimitInBytes) else { continue }
      for (output, tensor) in zip(node.outputs, try node.operator.results(tensors)) {
        let constant = editor.addConstant(tensor, name: editor.graph[output].name)
        editor.replaceAllUses(of: output, with: constant)
      }
    }
    editor.removeDeadNodes()
  }
}

private let foldedGrowthLimitInBytes = 1 << 16
