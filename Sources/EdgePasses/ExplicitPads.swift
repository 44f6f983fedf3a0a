import EdgeIR
import EdgeOps

extension Pass {
  /// Gives paddings with zeros the zero as a number, which then is quantized like what it pads.
  static let explicitPads = Pass("explicit-pads") { editor in
    for id in editor.graph.order {
      let node = editor.graph[id]
      guard let pad = node.operator as? Pad, pad.mode == .constant, let x = node.inputs[0],
        node.inputs.count < 2 || node.inputs[1] == nil, editor.graph[x].type.element == .float32
      else { continue }
      let zero = editor.addConstant(Tensor(scalar: Float(0)), name: "\(editor.graph[x].name)_zero")
      try editor.replace(id, with: pad, inputs: [x, zero])
    }
  }
}
