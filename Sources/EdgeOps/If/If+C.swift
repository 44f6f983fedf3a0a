import EdgeC
import EdgeIR

extension If: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    CComputation(
      calls: [],
      control: .choice(
        CChoice(
          condition: .input(0), whenTrue: thenBranch.graph, whenFalse: elseBranch.graph,
          inputs: node.inputs.indices.dropFirst().map { .input($0) },
          outputs: node.outputs.indices.map { .output($0) })))
  }
}
