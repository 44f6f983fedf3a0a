import EdgeIR
import EdgeONNX
import ONNXFormat

extension OptimizationPass {
  /// Lets a convolution scale and shift its channels, as the nodes behind it do.
  ///
  ///     c = Conv(x, w, b); y = BatchNormalization(c, …)      ⟶      y = Conv(x, w', b')
  ///     c = Conv(x, w); y = Add(c, b)                        ⟶      y = Conv(x, w, b)
  static let fuseScales = OptimizationPass("fuse-scales") { graph, _ in
    let given = Set(graph.inputs.map(\.name))
    var stored: [String: Tensor] = [:]
    for tensor in graph.initializers where !given.contains(tensor.name) && tensor.elementType == .float {
      stored[tensor.name] = try? Tensor(onnx: tensor)
    }
    let counts = graph.readCounts
    var producers: [String: Int] = [:]
    var fused: Set<Int> = []
    for index in graph.nodes.indices {
      let node = graph.nodes[index]
      for (port, name) in node.inputs.enumerated().prefix(2) where counts[name] == 1 {
        guard let source = producers[name],
          let weights = Weights(graph.nodes[source], stored)?.scaled(by: node, port, stored)
        else { continue }
        let names = ["weights", "bias"].map { graph.unusedName("\(node.outputs[0])/\($0)") }
        for (name, tensor) in zip(names, [weights.kernel, weights.bias]) {
          stored[name] = tensor
          graph.initializers.append(tensor.onnx(name: name))
        }
        // In the last one's place: in between nothing reads what the convolution gave.
        let conv = graph.nodes[source]
        graph.nodes[index] = ONNXNode(
          name: conv.name, operatorType: "Conv", inputs: [conv.inputs[0]] + names, outputs: node.outputs,
          attributes: conv.attributes)
        fused.insert(source)
        break
      }
      if graph.nodes[index].isConvolution { producers[graph.nodes[index].outputs[0]] = index }
    }
    graph.nodes = graph.nodes.indices.filter { !fused.contains($0) }.map { graph.nodes[$0] }
  }
}

/// What a convolution computes with: a kernel `[O, …]`, and a bias `[O]`.
private struct Weights {
  let kernel: Tensor
  let bias: Tensor

  private init(kernel: Tensor, bias: Tensor) {
    self.kernel = kernel
    self.bias = bias
  }

  /// Nil unless all is stored.
  init?(_ conv: ONNXNode, _ stored: [String: Tensor]) {
    guard let kernel = stored[conv.inputs[1]], let outputs = kernel.shape.first, kernel.type.rank > 2 else {
      return nil
    }
    let hasBias = conv.inputs.count > 2 && !conv.inputs[2].isEmpty
    let bias = hasBias ? stored[conv.inputs[2]] : Tensor([outputs], [Float](repeating: 0, count: outputs))
    guard let bias, bias.shape == [outputs] else { return nil }
    self.init(kernel: kernel, bias: bias)
  }

  /// The weights that do the work of a node which reads the convolution's result at `port`; computed in double
  /// precision and rounded once. Nil when it does anything else than to scale and shift channels by stored numbers.
  func scaled(by node: ONNXNode, _ port: Int, _ stored: [String: Tensor]) -> Weights? {
    guard node.domain.isEmpty, node.outputs.count == 1 else { return nil }
    switch (node.operatorType, port) {
    case ("BatchNormalization", 0):
      guard node.isInference, node.inputs.count == 5 else { return nil }
      let parameters = node.inputs[1...].compactMap { stored[$0]?.doubles() }
      guard parameters.count == 4, parameters.allSatisfy({ $0.count == bias.elementCount }) else {
        return nil
      }
      let epsilon = Double(node.float("epsilon") ?? 1e-5)
      let factors = zip(parameters[0], parameters[3]).map { $0 / ($1 + epsilon).squareRoot() }
      let shifts = bias.doubles().indices.map { parameters[1][$0] - parameters[2][$0] * factors[$0] }
      return scaled(factors, shifts)
    case ("Mul", 0...1):
      return channels(stored[node.inputs[1 - port]]).flatMap { scaled($0, $0.map { _ in 0 }) }
    case ("Add", 0...1):
      return channels(stored[node.inputs[1 - port]]).flatMap { scaled($0.map { _ in 1 }, $0) }
    default: return nil
    }
  }

  /// A number for each channel, from an operand that broadcasts along all other axes of `[N, O, …]`.
  private func channels(_ operand: Tensor?) -> [Double]? {
    guard let operand, operand.type.rank <= kernel.type.rank else { return nil }
    if operand.elementCount == 1 { return bias.doubles().map { _ in operand.doubles()[0] } }
    let place = operand.type.rank - (kernel.type.rank - 1)
    guard operand.elementCount == bias.elementCount, place >= 0, operand.shape[place] == bias.elementCount
    else {
      return nil
    }
    return operand.doubles()
  }

  private func scaled(_ factors: [Double], _ shifts: [Double]) -> Weights? {
    let size = kernel.elementCount / max(1, bias.elementCount)
    let elements = kernel.doubles().enumerated().map { Float($1 * factors[$0 / size]) }
    let biases = bias.doubles().enumerated().map { Float($1 * factors[$0] + shifts[$0]) }
    guard (elements + biases).allSatisfy(\.isFinite) else { return nil }
    return Weights(kernel: Tensor(kernel.shape, elements), bias: Tensor([biases.count], biases))
  }
}

extension ONNXNode {
  fileprivate var isConvolution: Bool { operatorType == "Conv" && domain.isEmpty && inputs.count > 1 }

  /// A normalisation by stored statistics of channels, in any of the operator's versions.
  fileprivate var isInference: Bool {
    integer("training_mode") ?? 0 == 0 && integer("spatial") ?? 1 == 1 && integer("is_test") ?? 1 == 1
  }

  private func integer(_ name: String) -> Int64? {
    guard case .int(let value)? = attributes.first(where: { $0.name == name })?.value else { return nil }
    return value
  }

  fileprivate func float(_ name: String) -> Float? {
    guard case .float(let value)? = attributes.first(where: { $0.name == name })?.value else { return nil }
    return value
  }
}

extension ONNXGraph {
  /// A name like `wish` that nothing in the graph has.
  fileprivate func unusedName(_ wish: String) -> String {
    let taken = givenNames.union(nodes.flatMap { $0.outputs + $0.readNames })
    var name = wish
    var suffix = 0
    while taken.contains(name) {
      suffix += 1
      name = "\(wish)_\(suffix)"
    }
    return name
  }
}
