public import EdgeIR
import EdgeOps

/// What has become of the numbers of the graph that was quantized, for those who write it down in another form.
public struct QuantizationDecisions: Sendable {
  /// A convolution or matrix product in integers.
  public struct Layer: Sendable {
    /// The model's nodes that it does the work of.
    public let origins: [Origin]
    /// The weights before, output channels first.
    public let floats: Tensor
    /// int8 of the same shape, with scales along axis 0.
    public let weights: Tensor
    /// int32, or int64 with activations of 16 bits; one for each channel.
    public let bias: Tensor
    /// What the activations are read as.
    public let input: Quantization
  }

  /// Integers that stand for the numbers of the model's value.
  public struct Value: Sendable {
    public let type: TensorType
    /// The position of the last node of the model's main graph that the value is the work of; nil for inputs.
    public let node: Int?
  }

  /// By the value's name.
  public private(set) var values: [String: Value] = [:]
  /// By the position of the node of the model's main graph that has the value for its only result: layout may have left
  /// it without its name.
  public private(set) var results: [Int: TensorType] = [:]
  public private(set) var layers: [Layer] = []
  /// The model's nodes that are done in integers.
  public private(set) var integerOrigins: Set<Origin> = []

  init() {}

  init(_ source: Graph, _ plan: QuantizationPlan, _ rewritten: RewrittenGraph) {
    for (value, result) in rewritten.integers where source[value].constant == nil {
      let origin = source.producer(of: value)?.origins.last
      values[source[value].name] = Value(
        type: TensorType(result.element, source[value].type.shape, quantization: result.quantization),
        node: origin.flatMap { $0.inner.isEmpty ? $0.index : nil })
    }
    // A node whose work is in part done by others has its result nowhere.
    var divided: Set<Int> = []
    for node in source.nodes {
      if plan.forms[node.id] != .plain { integerOrigins.formUnion(node.origins) }
      divided.formUnion(node.origins.dropLast().map(\.index))
      guard let last = node.origins.last, last.inner.isEmpty else { continue }
      results[last.index] = node.outputs.count == 1 ? values[source[node.outputs[0]].name]?.type : nil
    }
    for index in divided { results[index] = nil }
    let graph = rewritten.graph
    for layer in rewritten.layers {
      let node = source[layer.source]
      guard case .accumulating(let weight, _, _) = node.operator.quantization,
        let floats = source.constant(node, weight), let weights = graph[layer.weights].constant,
        let bias = graph[layer.bias].constant, let input = graph[layer.node].inputs.first ?? nil,
        let quantization = graph[input].type.quantization
      else { continue }
      layers.append(
        Layer(origins: node.origins, floats: floats, weights: weights, bias: bias, input: quantization))
    }
  }
}
