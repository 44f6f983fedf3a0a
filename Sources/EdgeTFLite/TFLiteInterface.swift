public import EdgeIR
public import TFLiteFormat

/// The main subgraph's inputs and outputs in its order, under the names by which callers know them: those of the
/// signature, else the tensors' own. A name that is taken or empty gets a suffix.
public struct TFLiteInterface: Sendable {
  public struct Port: Sendable {
    public let name: String
    /// Nil for an element type or a size that edgec does not compute with.
    public let type: TensorType?
  }

  public let inputs: [Port]
  public let outputs: [Port]

  public init(_ model: TFLiteModel) {
    let subgraph = model.subgraphs.first ?? TFLiteSubgraph()
    let signature = model.signatures.first { $0.subgraph == 0 }
    inputs = Self.ports(subgraph.inputs, signature?.inputs ?? [], subgraph.tensors, fallback: "input")
    outputs = Self.ports(subgraph.outputs, signature?.outputs ?? [], subgraph.tensors, fallback: "output")
  }

  private static func ports(
    _ indices: [Int], _ bindings: [TFLiteSignature.Binding], _ tensors: [TFLiteTensor], fallback: String
  ) -> [Port] {
    var waiting: [Int: [String]] = [:]
    for binding in bindings.reversed() { waiting[binding.tensor, default: []].append(binding.name) }
    var taken: Set<String> = []
    var suffixes: [String: Int] = [:]
    return indices.map { index in
      let wish = waiting[index]?.popLast() ?? tensors[index].name
      let base = wish.isEmpty ? fallback : wish
      var name = base
      while !taken.insert(name).inserted {
        suffixes[base, default: 0] += 1
        name = "\(base)_\(suffixes[base, default: 0])"
      }
      return Port(name: name, type: try? TensorType(tflite: tensors[index]))
    }
  }
}
