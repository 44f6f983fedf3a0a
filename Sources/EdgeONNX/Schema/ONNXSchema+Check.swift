import EdgeIR
import EdgeSupport
import ONNXFormat

extension ONNXSchema {
  /// Throws unless a node has the inputs, element types, outputs and attributes that its operator defines.
  ///
  /// - Parameter types: of the node's inputs; nil where one is left empty.
  func check(_ node: ONNXNode, _ types: [TensorType?]) throws {
    try checkInputs(types)
    try checkAttributes(node.attributes)
    let outputs = (node.outputs.lastIndex { !$0.isEmpty } ?? -1) + 1
    guard outputs <= maximalOutputs else {
      throw ImportError(.invalidInputs, "expected at most \(maximalOutputs) outputs, got \(outputs)")
    }
  }

  private func checkInputs(_ types: [TensorType?]) throws {
    var found: [Substring: ElementType] = [:]
    let given = (types.lastIndex { $0 != nil } ?? -1) + 1
    for position in 0..<max(given, inputs.count) {
      guard let parameter = parameter(at: position) else {
        throw ImportError(
          .invalidInputs, "expected at most \(inputs.count) inputs, got \(given)",
          hint: "the node does not follow its operator's definition; re-export the model")
      }
      guard position < given, let type = types[position] else {
        if parameter.option == .single {
          throw ImportError(.invalidInputs, "required input \(position) is missing")
        }
        continue
      }
      try check(type.element, of: position, parameter, &found)
    }
  }

  private func parameter(at position: Int) -> Parameter? {
    if position < inputs.count { return inputs[position] }
    guard let last = inputs.last, last.option == .variadic || last.option == .heterogeneous else {
      return nil
    }
    return last
  }

  private func check(
    _ element: ElementType, of position: Int, _ parameter: Parameter, _ found: inout [Substring: ElementType]
  ) throws {
    guard let allowed = elementTypes[parameter.type], allowed.contains(element) else {
      let names = ElementType.allCases.filter { elementTypes[parameter.type]?.contains($0) ?? false }
      throw ImportError(
        .invalidInputs,
        "input \(position): expected \(names.map(\.rawValue).joined(separator: ", ")), got \(element.rawValue)",
        hint: "the operator is not defined for this type in this opset; re-export the model")
    }
    guard parameter.option != .heterogeneous else { return }
    if let other = found.updateValue(element, forKey: parameter.type), other != element {
      throw ImportError(
        .invalidInputs,
        "input \(position): expected \(other.rawValue) like the inputs before it, got \(element.rawValue)",
        hint: "insert a Cast, or re-export the model")
    }
  }

  private func checkAttributes(_ given: [ONNXAttribute]) throws {
    for attribute in given {
      guard let expected = attributes[Substring(attribute.name)] else {
        throw ImportError(
          .invalidAttribute, "attribute '\(attribute.name)': the operator has none of this name",
          hint: "attributes are \(attributes.keys.sorted().joined(separator: ", "))")
      }
      guard attribute.value.kind == expected.kind else {
        throw ImportError(
          .invalidAttribute,
          "attribute '\(attribute.name)': expected \(Self.spelled(expected.kind)), got \(Self.spelled(attribute.value.kind))"
        )
      }
    }
    for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) where attribute.isRequired {
      guard given.contains(where: { $0.name == name }) else {
        throw ImportError(.invalidAttribute, "attribute '\(name)': required, but missing")
      }
    }
  }

  private static func spelled(_ kind: Character) -> String {
    switch kind {
    case "i": "an integer"
    case "f": "a float"
    case "s": "a string"
    case "t": "a tensor"
    case "g": "a graph"
    case "x": "a sparse tensor"
    case "p": "a type"
    case "I": "a list of integers"
    case "F": "a list of floats"
    case "S": "a list of strings"
    case "T": "a list of tensors"
    case "G": "a list of graphs"
    default: "something else"
    }
  }
}

extension ONNXAttributeValue {
  /// As in the table of schemas.
  fileprivate var kind: Character {
    switch self {
    case .int: "i"
    case .float: "f"
    case .string: "s"
    case .tensor: "t"
    case .graph: "g"
    case .sparseTensor: "x"
    case .type: "p"
    case .ints: "I"
    case .floats: "F"
    case .strings: "S"
    case .tensors: "T"
    case .graphs: "G"
    case .sparseTensors, .types, .undefined: "?"
    }
  }
}
