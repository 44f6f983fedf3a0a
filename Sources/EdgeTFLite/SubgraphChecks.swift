import EdgeIR
import EdgeSupport
import TFLiteFormat

/// What must hold of a subgraph before any operator is looked at: the tensors it uses are plain, each is defined once,
/// and operators run after those whose results they read.
struct SubgraphChecks {
  private let subgraph: TFLiteSubgraph
  private var producers: [Int?]
  private var problems: [Diagnostic] = []

  init(_ subgraph: TFLiteSubgraph) {
    self.subgraph = subgraph
    producers = subgraph.tensors.map { _ in nil }
  }

  /// - Throws: `DiagnosticsError` with E106 for sparse and variable tensors, E207 for tensors defined twice,
  ///   E206 for operators before those they read from, E205 for tensors that nothing defines.
  mutating func run() throws {
    checkTensors()
    checkHybrids()
    checkDefinitions()
    checkOrder()
    if subgraph.outputs.isEmpty {
      problems.append(
        .error(.malformedModel, "the model has no outputs", hint: "convert it again with its outputs"))
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  private mutating func checkTensors() {
    var used = Set(subgraph.inputs + subgraph.outputs)
    for node in subgraph.operators { used.formUnion(node.inputs + node.outputs) }
    let tensors = subgraph.tensors.indices.filter(used.contains).map { subgraph.tensors[$0] }
    report(tensors.filter { $0.sparsity != nil }, "sparse", hint: "store the tensors densely")
    report(
      tensors.filter(\.isVariable), "kept from one run to the next",
      hint: "make the state an input and an output of the model")
  }

  /// Operators that multiply float32 activations by 8-bit weights round the activations, each of the runtime's
  /// resolvers in its own way. Only for CONV_2D is what the reference kernel does known.
  private mutating func checkHybrids() {
    for (index, node) in subgraph.operators.enumerated() where Self.multiplying.contains(node.code) {
      guard node.inputs.count > 1, node.inputs.prefix(2).allSatisfy({ $0 >= 0 }),
        subgraph.tensors[node.inputs[0]].type == .float32, subgraph.tensors[node.inputs[1]].type != .float32
      else { continue }
      let type = subgraph.tensors[node.inputs[1]].type.schemaName
      problems.append(
        .error(
          .unsupportedElementType, "\(node.code.schemaName) multiplies FLOAT32 by \(type) weights",
          at: subgraph.location(of: index),
          hint: "runtimes differ in how they round such products; give the model before `--quantize dynamic`")
      )
    }
  }

  private static let multiplying: Set<BuiltinOperator> = [
    .batchMatMul, .depthwiseConv2D, .fullyConnected, .transposeConv,
  ]

  /// One diagnostic for all tensors of a kind, which names the first.
  private mutating func report(_ tensors: [TFLiteTensor], _ kind: String, hint: String) {
    guard let first = tensors.first else { return }
    let rest = tensors.count == 1 ? "" : " (and \(tensors.count - 1) more)"
    problems.append(
      .error(
        .unsupportedElementType, "a tensor of type \(first.type.schemaName) is \(kind)\(rest)",
        at: .init(value: first.name), hint: hint))
  }

  private mutating func checkDefinitions() {
    let inputs = Set(subgraph.inputs)
    if inputs.count < subgraph.inputs.count {
      problems.append(.error(.duplicateName, "two inputs of the model are one tensor"))
    }
    for (index, node) in subgraph.operators.enumerated() {
      for output in node.outputs {
        if inputs.contains(output) || subgraph.tensors[output].buffer != nil || producers[output] != nil {
          var location = subgraph.location(of: index)
          location.value = subgraph.tensors[output].name
          problems.append(
            .error(
              .duplicateName, "an output is an input, a constant or another operator's output already",
              at: location, hint: "the file is damaged; convert the model again"))
        }
        producers[output] = producers[output] ?? index
      }
    }
  }

  private mutating func checkOrder() {
    let inputs = Set(subgraph.inputs)
    for (index, node) in subgraph.operators.enumerated() {
      for input in node.inputs where input >= 0 && !inputs.contains(input) {
        var location = subgraph.location(of: index)
        location.value = subgraph.tensors[input].name
        if let producer = producers[input] {
          if producer < index { continue }
          problems.append(
            .error(
              .cyclicGraph, "an input is computed by operator \(producer), which runs later", at: location,
              hint: "the file is damaged; convert the model again"))
        } else if !subgraph.tensors[input].isConstant {
          problems.append(
            .error(
              .danglingValue, "an input is computed by nothing", at: location,
              hint: "the file is damaged; convert the model again"))
        }
      }
    }
  }
}
