import EdgeC
import EdgeIR

extension TreeEnsemble: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    guard let x = node.inputs[0], let type = x.element.kernelType else {
      throw CRefusal("no kernel walks trees over float16", hint: "convert the model to float32")
    }
    let votes = leaves.flatMap { $0 }
    let ends = leaves.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    func numbers(_ values: [Double], _ name: String) -> CArgument {
      values.isEmpty
        ? .null
        : .constant(CConstant(Cast(to: x.element).convert(Tensor([values.count], values)), name: name))
    }
    func integers(_ values: [Int], _ name: String) -> CArgument {
      values.isEmpty
        ? .null : .constant(CConstant(Tensor([values.count], values.map { Int32(clamping: $0) }), name: name))
    }
    let nodes = branches.flatMap { branch in
      [
        branch.feature, branch.comparison.rawValue + (branch.missingIsTrue ? 8 : 0), code(branch.whenTrue),
        code(branch.whenFalse),
      ]
    }
    return CComputation(calls: [
      CCall(
        "edgec_\(type)_tree_ensemble", header: "tree_ensemble",
        [
          .input(0), .output(0), .int(x.shape[0]), .int(x.shape[1]), .int(targetCount), .int(roots.count),
          integers(roots.map(code), "roots"), integers(nodes, "branches"),
          numbers(branches.map(\.split), "splits"), integers(ends, "leaves"),
          integers(votes.map(\.target), "targets"), numbers(votes.map(\.weight), "weights"),
          .int(aggregate.rawValue),
        ])
    ])
  }

  /// A branch's position, or a leaf's with all bits inverted.
  private func code(_ child: Child) -> Int {
    switch child {
    case .branch(let position): position
    case .leaf(let position): ~position
    }
  }
}
