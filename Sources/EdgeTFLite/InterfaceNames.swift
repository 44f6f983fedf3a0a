import TFLiteFormat

/// The names under which callers know the main subgraph's inputs and outputs, in its order: those of the signature,
/// else the tensors' own. A name that is taken or empty gets a suffix.
struct InterfaceNames {
  let inputs: [String]
  let outputs: [String]

  init(_ model: TFLiteModel) {
    let subgraph = model.subgraphs.first ?? TFLiteSubgraph()
    let signature = model.signatures.first { $0.subgraph == 0 }
    inputs = Self.names(subgraph.inputs, signature?.inputs ?? [], subgraph.tensors, fallback: "input")
    outputs = Self.names(subgraph.outputs, signature?.outputs ?? [], subgraph.tensors, fallback: "output")
  }

  private static func names(
    _ indices: [Int], _ bindings: [TFLiteSignature.Binding], _ tensors: [TFLiteTensor], fallback: String
  ) -> [String] {
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
      return name
    }
  }
}
