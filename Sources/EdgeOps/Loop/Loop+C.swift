import EdgeC
import EdgeIR

extension Loop: CLowering {
  public func lowerToC(_ node: CNode) throws -> CComputation {
    let initial = (0..<stateCount).map { index in
      CCall(
        "memcpy", header: "",
        [.output(index), .input(2 + index), .int(node.outputs[index].sizeInBytes)])
    }
    let stacked = stateCount..<(stateCount + stackCount)
    let stacks = stacked.map { index in
      CRepetition.Stack(.output(index), stride: node.outputs[index].shape.dropFirst().reduce(1, *))
    }
    // Beyond the iterations that there are stays zero.
    let clearing = stacked.map { index in
      CCall("memset", header: "", [.output(index), .int(0), .int(node.outputs[index].sizeInBytes)])
    }
    return CComputation(
      calls: initial + (counts ? clearing : []),
      control: .repetition(
        CRepetition(
          body: body.graph, tripCount: tripCount, limit: node.inputs[0].map { _ in .input(0) },
          condition: node.inputs[1].map { _ in .input(1) },
          states: (0..<stateCount).map { .output($0) },
          captures: node.inputs.indices.dropFirst(2 + stateCount).map { .input($0) }, stacks: stacks,
          count: counts ? .output(stacked.upperBound) : nil)))
  }
}
