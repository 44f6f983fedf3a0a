public import ONNXFormat

extension ONNXNode {
  /// The operator with its domain when it is not the default one.
  public var spelled: String { domain.isEmpty ? operatorType : "\(domain)::\(operatorType)" }

  /// The graphs among its attributes.
  public var graphs: [ONNXGraph] {
    attributes.flatMap { attribute -> [ONNXGraph] in
      switch attribute.value {
      case .graph(let graph): [graph]
      case .graphs(let graphs): graphs
      case .float, .int, .string, .tensor, .sparseTensor, .type, .floats, .ints, .strings, .tensors,
        .sparseTensors, .types, .undefined:
        []
      }
    }
  }
}

extension ONNXNode {
  /// The names of its inputs, then those that graphs among its attributes take from outside.
  public var readNames: [String] { inputs + graphs.flatMap(\.capturedNames) }
}

extension ONNXGraph {
  /// Names that it uses and does not define: those of values of the graphs around it.
  public var capturedNames: [String] {
    let own = givenNames.union(nodes.flatMap(\.outputs))
    return (nodes.flatMap(\.readNames) + outputs.map(\.name)).filter { !$0.isEmpty && !own.contains($0) }
  }

  /// Names of the tensors stored in it.
  public var initializerNames: [String] { initializers.map(\.name) + sparseInitializers.map(\.values.name) }

  /// Names of values that no node computes.
  public var givenNames: Set<String> { Set(inputs.map(\.name)).union(initializerNames) }

  /// Inputs that are not merely default values of initializers, in order.
  public var formalInputs: [ONNXValueInfo] {
    let initialized = Set(initializerNames)
    return inputs.filter { !initialized.contains($0.name) }
  }
}
