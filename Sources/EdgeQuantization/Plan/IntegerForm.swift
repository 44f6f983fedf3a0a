import EdgeIR
import EdgeOps

/// The integer form of a node's operator.
enum IntegerForm {
  /// The positions of weights and bias: parameters that have integers of their own.
  static func parameterInputs(_ node: Node) -> [Int] {
    guard case .accumulating(let weight, let bias, _) = node.operator.quantization else { return [] }
    return [weight, bias]
  }

  /// The operator that is applied to integers. A limit that runtimes do not know is left to saturation: the range of the
  /// results ends there. Nil for operators without integer arithmetic.
  static func `operator`(of node: Node) -> (any IntegerComputing)? {
    if let clip = node.operator as? Clip, !isFused(clip.clamp) { return Cast(to: .float32) }
    if var carrying = node.operator as? any ActivationCarrying & IntegerComputing,
      let activation = carrying.activation, !isFused(activation)
    {
      carrying.activation = nil
      return carrying
    }
    return node.operator as? any IntegerComputing
  }

  /// The limits that saturation of the results has to take over.
  static func saturation(of node: Node) -> Clamp? {
    let clamp = limits(of: node)
    return clamp.flatMap { isFused($0) ? nil : $0 }
  }

  /// The limits of a node's results.
  static func limits(of node: Node) -> Clamp? {
    (node.operator as? Clip)?.clamp ?? (node.operator as? any ActivationCarrying)?.activation
  }

  private static func isFused(_ clamp: Clamp) -> Bool {
    clamp == .relu || clamp == .relu6 || clamp == Clamp(lower: -1, upper: 1)
  }

  /// Whether there is an integer kernel for a node's shapes with activations of a type.
  static func exists(_ node: Node, _ graph: Graph, _ element: ElementType) -> Bool {
    guard let op = `operator`(of: node) else { return false }
    let saturation = saturation(of: node)
    // 16-bit integers are symmetric and have room beyond the range.
    guard saturation.map({ $0.lower <= 0 && $0.upper >= 0 && element == .int8 }) ?? true else { return false }
    let activation = Quantization(scale: 1 / 32768, zeroPoint: 0)
    var types = node.inputs.map { input in
      input.map { id in
        let type = graph[id].type
        return type.element == .float32
          ? TensorType(element, type.shape, quantization: activation) : type
      }
    }
    if case .accumulating(let weight, let bias, let axis) = node.operator.quantization {
      guard let type = types.indices.contains(weight) ? types[weight] : nil,
        isParameter(node.inputs[weight], graph)
      else { return false }
      types[weight] = TensorType(.int8, type.shape, quantization: perChannel(type.shape[axis]))
      if types.indices.contains(bias), let type = types[bias] {
        guard isParameter(node.inputs[bias], graph) else { return false }
        types[bias] = TensorType(
          element == .int16 ? .int64 : .int32, type.shape, quantization: perChannel(type.elementCount))
      }
    }
    var fixed = activation
    if case .fixed(let scale, let zeroPoint) = node.operator.quantization, element == .int8 {
      fixed = Quantization(scale: scale, zeroPoint: zeroPoint)
    }
    let results = node.outputs.map { output in
      graph[output].type.element == .float32
        ? Quantized.Result(element, fixed) : Quantized.Result(graph[output].type.element, nil)
    }
    return (try? Quantized(op, results: results).resultTypes(types)) != nil
  }

  /// Whether a value is known before the graph runs: a constant, or one in integers.
  private static func isParameter(_ value: ValueID?, _ graph: Graph) -> Bool {
    var current = value
    while let id = current {
      if graph[id].constant != nil { return true }
      current = graph.producer(of: id)?.inputs.first ?? nil
    }
    return false
  }

  private static func perChannel(_ channels: Int) -> Quantization {
    Quantization(
      scales: Array(repeating: 1 / 32768, count: channels), zeroPoints: Array(repeating: 0, count: channels),
      axis: 0)
  }
}
