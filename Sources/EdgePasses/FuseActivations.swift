import EdgeIR
import EdgeOps

extension Pass {
  /// Lets the operator that computes a value limit it to a range.
  ///
  ///     %a = Conv(%x, %w, %b)                       %c = Conv(%x, %w, %b) activation=[0.0, inf]
  ///     %c = Clip(%a) lower=0.0 upper=inf     ⟶
  static let fuseActivations = Pass("fuse-activations") { editor in
    for id in editor.graph.order where editor.graph.contains(id) {
      guard let clip = editor.graph[id].operator as? Clip, let input = editor.graph[id].inputs[0],
        editor.graph[input].type.element == .float32, let producer = editor.graph.producer(of: input),
        editor.graph.soleConsumer(of: input)?.id == id,
        let fused = (producer.operator as? any ActivationCarrying)?.limited(to: clip.clamp)
      else { continue }
      try editor.replace(id, with: fused, inputs: producer.inputs, absorbing: [producer.id])
      editor.removeDeadNodes()
    }
  }
}
