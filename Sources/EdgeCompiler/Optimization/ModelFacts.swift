import EdgeIR
import EdgeONNX
import ONNXFormat

/// What is known of the values of an ONNX model's main graph, by name.
struct ModelFacts {
  /// Values that do not depend on the model's inputs.
  private(set) var constants: [String: Tensor] = [:]
  /// Values that are one and the same have one identity.
  private(set) var identities: [String: ValueID] = [:]
  /// Types of all values, when the shapes of the inputs are fixed.
  private(set) var types: [String: TensorType] = [:]

  /// - Parameter hasOpenShapes: whether the inputs' shapes are only an example. Then nothing may follow from them: known
  ///   are the results of operators on constants, and no-ops that are so for every shape.
  init(_ model: ONNXModel, _ imported: ONNXHost.Result, hasOpenShapes: Bool) {
    let known = ConstantValues(imported.completeGraph)
    let nodes = model.graph.nodes
    let unfoldable = Self.reach(nodes) { $0.isRandom || $0.isQuantization }
    let given =
      hasOpenShapes
      ? Self.reach(nodes, from: Set(model.graph.formalInputs.map(\.name))) { $0.hasSubgraphs } : []
    let names = nodes.flatMap(\.outputs).filter {
      !$0.isEmpty && !unfoldable.contains($0) && !given.contains($0)
    }
    for name in names {
      if let value = imported.values[name], let tensor = known[value] { constants[name] = tensor }
    }
    if hasOpenShapes {
      for node in nodes where node.passesOn {
        for name in node.inputs.prefix(1) + node.outputs.prefix(1) {
          identities[name] = imported.values[name]
        }
      }
    } else {
      identities = imported.values
      types = imported.values.filter { !imported.partialValues.contains($0.value) }
        .mapValues { imported.completeGraph[$0].type }
    }
  }

  /// The values computed by certain nodes or, from `names` on, by anything that reads such values.
  private static func reach(
    _ nodes: [ONNXNode], from names: Set<String> = [], _ starts: (ONNXNode) -> Bool
  ) -> Set<String> {
    var reached = names
    for node in nodes where starts(node) || node.readNames.contains(where: reached.contains) {
      reached.formUnion(node.outputs)
    }
    return reached
  }
}

/// The numbers of values that follow from constants alone, computed when asked for.
private struct ConstantValues {
  private let graph: Graph
  private var known: [ValueID: Tensor] = [:]

  init(_ graph: Graph) {
    self.graph = graph
    for node in graph.nodes {
      let tensors = node.inputs.map { $0.flatMap { graph[$0].constant ?? known[$0] } }
      guard zip(node.inputs, tensors).allSatisfy({ $0 == nil || $1 != nil }) else { continue }
      let consumed = tensors.compactMap { $0?.type.sizeInBytes }.reduce(0, +)
      let produced = node.outputs.map { graph[$0].type.sizeInBytes }.reduce(0, +)
      guard produced <= max(consumed, Self.growthLimitInBytes),
        let results = try? node.operator.evaluate(tensors)
      else { continue }
      for (output, result) in zip(node.outputs, results) { known[output] = result }
    }
  }

  subscript(value: ValueID) -> Tensor? { graph[value].constant ?? known[value] }

  /// Folding must not blow up the file.
  private static let growthLimitInBytes = 1 << 16
}

extension ONNXNode {
  /// Its outputs differ from run to run, so that no one run's numbers may stand for them.
  var isRandom: Bool {
    domain.isEmpty
      && [
        "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli",
        "Dropout",
      ].contains(operatorType) && !(operatorType == "Dropout" && inputs.count < 3)
  }

  /// Stored integers are smaller than the numbers that they stand for, and say how the model is quantized.
  var isQuantization: Bool { ["QuantizeLinear", "DequantizeLinear"].contains(operatorType) }

  /// Its first output is its first input, whatever that is.
  var passesOn: Bool {
    domain.isEmpty
      && (operatorType == "Identity" || operatorType == "Dropout" && inputs.count < 3 && outputs.count == 1)
  }

  var hasSubgraphs: Bool { !graphs.isEmpty }
}
