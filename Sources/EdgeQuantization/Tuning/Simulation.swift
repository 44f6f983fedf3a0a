import EdgeIR
import EdgeOps

/// Runs a graph under construction on some samples, as far as it has been built.
struct Simulation {
  /// For each value that is still needed, one tensor for each sample.
  private var tensors: [ValueID: [Tensor]] = [:]
  private var executed = 0
  let samples: Int

  /// - Parameter samples: for each sample the graph's inputs, numbers where the graph has integers that stand for them.
  init(_ graph: Graph, samples: [[Tensor]]) throws {
    self.samples = samples.count
    for (slot, input) in graph.inputs.enumerated() {
      let type = graph[input].type
      tensors[input] = try samples.map { sample in
        guard type.quantization != nil, sample[slot].element == .float32 else { return sample[slot].as(type) }
        return try ParameterQuantization.operand(
          sample[slot], Quantized.Result(type.element, type.quantization))
      }
    }
  }

  /// Runs the nodes that have been added since.
  mutating func advance(_ graph: Graph) throws {
    for id in graph.order[executed...] {
      let node = graph[id]
      let arguments = node.inputs.map { input in
        input.map { id in graph[id].constant.map { Operand.constant($0) } ?? .computed(tensors[id] ?? []) }
      }
      let results = try concurrentMap(samples) { sample in
        try node.operator.results(arguments.map { $0?[sample] })
      }
      for (slot, output) in node.outputs.enumerated() { tensors[output] = results.map { $0[slot] } }
    }
    executed = graph.order.count
  }

  /// The numbers of a value, or the integers that stand for them.
  func tensors(of value: ValueID) -> [Tensor] { tensors[value] ?? [] }

  /// Forgets values that nothing will ask for any more.
  mutating func release(_ values: some Sequence<ValueID>) {
    for value in values { tensors[value] = nil }
  }

  private enum Operand {
    case constant(Tensor)
    case computed([Tensor])

    subscript(sample: Int) -> Tensor? {
      switch self {
      case .constant(let tensor): tensor
      case .computed(let tensors): tensors.indices.contains(sample) ? tensors[sample] : nil
      }
    }
  }
}
