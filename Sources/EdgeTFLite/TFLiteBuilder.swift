public import EdgeIR
public import TFLiteFormat

/// A TFLite subgraph under construction: what an operator's lowering writes into.
///
/// Tensors come into being when first asked for, so a constant that a lowering stores in another form leaves no
/// trace of the old one.
public struct TFLiteBuilder {
  /// Names a tensor of the subgraph; -1 stands for an absent optional input.
  public typealias TensorIndex = Int

  public static let absent: TensorIndex = -1

  public let graph: Graph
  public let target: TFLiteTarget
  public private(set) var tensors: [TFLiteTensor] = []
  public internal(set) var operators: [TFLiteOperator] = []
  /// For each operator the node it computes a part of; nil for the driver's own copies.
  public internal(set) var sources: [NodeID?] = []

  private(set) var types: [TensorType] = []
  /// The model's subgraphs so far, apart from the main one, whose number is 0.
  private(set) var subgraphs: [TFLiteSubgraph] = []

  private var indices: [ValueID: TensorIndex] = [:]
  private var names: Set<String>
  private var current: NodeID?

  init(graph: Graph, target: TFLiteTarget, outputNames: [ValueID: String]) {
    self.graph = graph
    self.target = target
    names = Set(outputNames.values)
    self.outputNames = outputNames
  }

  private let outputNames: [ValueID: String]

  mutating func begin(_ node: NodeID?) { current = node }

  /// The tensor that holds a value of the graph.
  public mutating func tensor(_ value: ValueID) -> TensorIndex {
    if let known = indices[value] { return known }
    let source = graph[value]
    let name = outputNames[value] ?? unique(source.name)
    let index = add(name: name, type: source.type, constant: source.constant)
    indices[value] = index
    return index
  }

  /// As `tensor`, with `absent` for an absent optional input.
  public mutating func tensor(_ value: ValueID?) -> TensorIndex {
    value.map { tensor($0) } ?? TFLiteBuilder.absent
  }

  /// A constant of the lowering's own. Equal ones cost their bytes once in the file.
  public mutating func constant(_ tensor: Tensor, name: String) -> TensorIndex {
    add(name: unique(name), type: tensor.type, constant: tensor)
  }

  /// A 1-D int32 constant: shapes, axes, pads.
  public mutating func constant(_ integers: [Int], name: String) -> TensorIndex {
    constant(Tensor([integers.count], integers.map { Int32(clamping: $0) }), name: name)
  }

  /// A tensor between two operators of one lowering.
  public mutating func temporary(_ type: TensorType, name: String) -> TensorIndex {
    add(name: unique(name), type: type, constant: nil)
  }

  public func type(of index: TensorIndex) -> TensorType {
    types[index]
  }

  public func name(of index: TensorIndex) -> String { tensors[index].name }

  /// Appends one TFLite operator. `version` is the lowest that defines what is used.
  public mutating func emit(
    _ code: BuiltinOperator, version: Int = 1, options: BuiltinOptions? = nil, _ inputs: [TensorIndex],
    to outputs: [TensorIndex]
  ) {
    operators.append(
      TFLiteOperator(code: code, version: version, inputs: inputs, outputs: outputs, options: options))
    sources.append(current)
  }

  /// RESHAPE into a new tensor, or the same tensor when the shape is already right.
  public mutating func reshaped(_ input: TensorIndex, to shape: [Int]) -> TensorIndex {
    let type = type(of: input)
    guard type.shape != shape else { return input }
    let output = temporary(type.with(shape: shape), name: "\(name(of: input))_reshaped")
    reshape(input, to: output)
    return output
  }

  /// RESHAPE from one tensor into another of equal size; with equal shapes a plain copy.
  public mutating func reshape(_ input: TensorIndex, to output: TensorIndex) {
    let shape = tensors[output].shape
    let target = constant(shape, name: "\(name(of: output))_shape")
    emit(
      .reshape, options: .reshape(ReshapeOptions(newShape: shape)),
      [input, target], to: [output])
  }

  /// TRANSPOSE into a new tensor: axis i of the result is axis `permutation[i]` of the input.
  public mutating func transposed(_ input: TensorIndex, by permutation: [Int]) -> TensorIndex {
    guard permutation != Array(permutation.indices) else { return input }
    let type = type(of: input)
    let output = temporary(
      type.with(shape: permutation.map { type.shape[$0] }), name: "\(name(of: input))_transposed")
    let order = constant(permutation, name: "\(name(of: output))_permutation")
    emit(.transpose, version: 1, options: .transpose(TransposeOptions()), [input, order], to: [output])
    return output
  }

  // Subgraphs

  /// Adds a subgraph to the model, for operators that refer to one.
  ///
  /// - Parameters:
  ///   - graph: what `build` sees as the builder's graph.
  ///   - build: writes the operators; returns the subgraph's inputs and outputs.
  /// - Returns: the subgraph's number in the model.
  public mutating func addSubgraph(
    _ graph: Graph, name: String,
    _ build: (inout TFLiteBuilder) throws -> (inputs: [TensorIndex], outputs: [TensorIndex])
  ) throws -> Int {
    var inner = TFLiteBuilder(graph: graph, target: target, outputNames: [:])
    inner.subgraphs = subgraphs
    let (inputs, outputs) = try build(&inner)
    inner.protectSharedMemory(outputs: outputs)
    let subgraph = TFLiteSubgraph(
      name: name, tensors: inner.tensors, inputs: inputs, outputs: outputs, operators: inner.operators)
    subgraphs = inner.subgraphs + [subgraph]
    return subgraphs.count
  }

  /// Lowers every node of the builder's graph.
  ///
  /// - Throws: `TFLiteRefusal` of the first node that has no form.
  public mutating func emitNodes() throws {
    for node in graph.nodes {
      if let refusal = TFLiteHost.lower(node, into: &self) {
        throw TFLiteRefusal("within the subgraph, \(refusal.reason)", hint: refusal.hint)
      }
    }
  }

  /// The tensors of the graph's outputs, each one that an operator of the subgraph computes and no other output shows.
  public mutating func ownOutputs() -> [TensorIndex] {
    var shown: Set<ValueID> = []
    return graph.outputs.map { output in
      let source = tensor(output.value)
      let isFirst = shown.insert(output.value).inserted
      if isFirst, graph[output.value].producer != nil { return source }
      let copy = temporary(type(of: source), name: "\(name(of: source))_copy")
      reshape(source, to: copy)
      return copy
    }
  }

  private mutating func add(name: String, type: TensorType, constant: Tensor?) -> TensorIndex {
    names.insert(name)
    tensors.append(
      TFLiteTensor(
        name: name, type: type.element.tflite, shape: type.shape,
        buffer: constant.map { TFLiteBuffer(owner: $0.storage, bytes: $0.storage.bytes) },
        quantization: type.quantization.map { TFLiteQuantization($0) }))
    types.append(type)
    return tensors.count - 1
  }

  private func unique(_ wish: String) -> String {
    guard names.contains(wish) else { return wish }
    var suffix = 1
    while names.contains("\(wish)_\(suffix)") { suffix += 1 }
    return "\(wish)_\(suffix)"
  }
}
