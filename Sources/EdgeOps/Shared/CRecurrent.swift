import EdgeC
import EdgeIR

extension RecurrentLayer {
  /// The call of a recurrent layer's kernel: operands, sizes, then `options` and the activations.
  ///
  /// - Parameters:
  ///   - units: how many floats of scratch memory the kernel needs for each hidden unit.
  func recurrentComputation(
    _ kernel: String, _ node: CNode, scratch units: Int, options: [Bool] = [],
    activations: [RecurrentActivation]
  ) throws -> CComputation {
    guard let x = node.inputs[0], x.element == .float32 else {
      throw CRefusal("kernels of recurrent layers compute with float32", hint: "convert the model to float32")
    }
    let hidden = node.outputs[0].shape[1]
    let count = 5 + Self.stateCount + (Self.hasPeepholes ? 1 : 0)
    let inputs = (0..<count).map { index -> CArgument in
      node.inputs.indices.contains(index) && node.inputs[index] != nil ? .input(index) : .null
    }
    let states = (0..<Self.stateCount).map { CArgument.output($0) }
    let y: CArgument = yieldsSequence ? .output(Self.stateCount) : .null
    let sizes = x.shape + [hidden] + ([isReversed] + options).map { $0 ? 1 : 0 }
    let functions = activations.flatMap { activation -> [CArgument] in
      let number = RecurrentActivation.Kind.allCases.firstIndex(of: activation.kind) ?? 0
      return [.int(number), .float(activation.alpha), .float(activation.beta)]
    }
    return CComputation(
      calls: [
        CCall(
          "edgec_f32_\(kernel)", header: kernel,
          inputs + states + [y, .scratch()] + sizes.map { .int($0) } + [.float(clip)] + functions)
      ],
      scratchBytes: max(units * hidden, 1) * 4)
  }
}
