import EdgeIR
import EdgeONNX
import EdgeQuantization
import ONNXFormat

/// Writes what quantization has decided into an ONNX model: a QuantizeLinear and a DequantizeLinear after each value that
/// integers stand for, weights and biases as integers behind a DequantizeLinear (ONNX's QDQ form).
struct QDQRewriter {
  private(set) var graph: ONNXGraph
  /// Layers whose weights could not be recognised in the model: they are rounded to the nearest integers.
  private(set) var roundedLayers: [String] = []
  /// The results of layers that stay in float, because what they read does.
  private(set) var floatLayers: [String] = []
  private let decisions: QuantizationDecisions
  private var nodes: [ONNXNode] = []
  private var taken: Set<String>
  private var stored: [String: Tensor] = [:]
  /// The value that a name stands for is put under another one, because its own is that of its dequantized form.
  private var renamed: [String: String] = [:]

  /// - Parameter opset: QuantizeLinear knows 16 bits from opset 21 on.
  init(_ graph: ONNXGraph, _ decisions: QuantizationDecisions, opset: Int) {
    self.graph = graph
    self.decisions = decisions
    taken = graph.givenNames.union(graph.nodes.flatMap { $0.outputs + $0.readNames })
    let given = Set(graph.inputs.map(\.name))
    for tensor in graph.initializers where !given.contains(tensor.name) && tensor.elementType == .float {
      stored[tensor.name] = try? Tensor(onnx: tensor)
    }
    quantized = Self.quantized(graph, decisions).filter { _, type in
      type.quantization?.single != nil && (type.element == .int8 || (type.element == .int16 && opset >= 21))
    }
    carried = Self.moved(graph, Set(quantized.keys))
    let names = Set(graph.formalInputs.map(\.name))
    raw = Self.moved(graph, names.subtracting(quantized.keys))
  }

  /// The values that get integers.
  let quantized: [String: TensorType]
  /// These, and what nodes that only say in which order elements lie make of them.
  let carried: Set<String>
  /// The same of inputs that stay in float.
  private let raw: Set<String>

  /// A name means what it says where the work of the node that computes it ends in the value.
  private static func quantized(
    _ graph: ONNXGraph, _ decisions: QuantizationDecisions
  ) -> [String: TensorType] {
    var types: [String: TensorType] = [:]
    for input in graph.formalInputs {
      if let value = decisions.values[input.name], value.node == nil { types[input.name] = value.type }
    }
    for (index, node) in graph.nodes.enumerated() {
      for output in node.outputs {
        if let value = decisions.values[output], value.node == index { types[output] = value.type }
      }
      guard node.outputs.count == 1, types[node.outputs[0]] == nil else { continue }
      types[node.outputs[0]] = decisions.results[index]
    }
    return types
  }

  private static func moved(_ graph: ONNXGraph, _ names: Set<String>) -> Set<String> {
    let movers: Set = [
      "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout",
    ]
    var moved = names
    for node in graph.nodes where movers.contains(node.operatorType) {
      if node.inputs.first.map(moved.contains) ?? false { moved.formUnion(node.outputs.prefix(1)) }
    }
    return moved
  }

  mutating func rewrite() {
    let shown = graph.outputNames
    let inputs = graph.formalInputs.map(\.name).filter { quantized[$0] != nil }
    let outputs = graph.nodes.flatMap(\.outputs).filter { quantized[$0] != nil }
    var redirected: [String: String] = [:]
    for name in inputs + outputs.filter({ !shown.contains($0) }) {
      redirected[name] = unusedName("\(name)/dequantized")
    }
    for name in outputs where shown.contains(name) { renamed[name] = unusedName("\(name)/float") }
    let original = graph.nodes
    graph.redirect(redirected)
    for name in inputs { appendPair(name, as: redirected[name] ?? name) }
    var layers = Layers(decisions, original)
    for (index, node) in graph.nodes.enumerated() {
      var node = node
      if let layer = layers.layers[index] {
        let bias = write(layer, &node, reading: original[index].inputs[0])
        layers.pass(bias, to: index, original)
      } else if let bias = layers.biases[index] {
        for slot in node.inputs.indices where stored[node.inputs[slot]] != nil { node.inputs[slot] = bias }
      } else if decisions.integerOrigins.contains(where: { $0.index == index && $0.inner.isEmpty }) {
        writeOperands(&node, original[index])
      }
      let last = layers.biases[index] == nil ? missingBias(&node, layers.unplaced[index]) : nil
      node.outputs = node.outputs.map { last == nil ? renamed[$0] ?? $0 : $0 }
      nodes += [node] + (last.map { [$0] } ?? [])
      for name in original[index].outputs where quantized[name] != nil {
        appendPair(name, as: redirected[name] ?? name)
      }
    }
    graph.nodes = nodes
    removeUnreadInitializers()
  }

  // MARK: Values

  private mutating func appendPair(_ name: String, as result: String) {
    guard let type = quantized[name], let (scale, zeroPoint) = type.quantization?.single else { return }
    let scaleName = add(Tensor([], [scale]), "\(name)/scale")
    let zeroName = add(Self.zeroPoint(zeroPoint, type.element), "\(name)/zero_point")
    let integers = unusedName("\(name)/quantized")
    nodes.append(
      ONNXNode(
        name: "\(name)/QuantizeLinear", operatorType: "QuantizeLinear",
        inputs: [renamed[name] ?? name, scaleName, zeroName], outputs: [integers]))
    nodes.append(
      ONNXNode(
        name: "\(name)/DequantizeLinear", operatorType: "DequantizeLinear",
        inputs: [integers, scaleName, zeroName], outputs: [result]))
  }

  private static func zeroPoint(_ zeroPoint: Int, _ element: ElementType) -> Tensor {
    element == .int16 ? Tensor([], [Int16(clamping: zeroPoint)]) : Tensor([], [Int8(clamping: zeroPoint)])
  }

  /// Stores integers and reads them through a DequantizeLinear.
  ///
  /// - Parameter axis: along which scales differ; nil for one scale.
  private mutating func dequantized(
    _ integers: Tensor, _ scales: [Float], zeroPoint: Tensor, axis: Int?, _ name: String
  ) -> String {
    let result = unusedName("\(name)/dequantized")
    let inputs = [
      add(integers, "\(name)/quantized"),
      add(Tensor(axis == nil ? [] : [scales.count], scales), "\(name)/scale"),
      add(zeroPoint, "\(name)/zero_point"),
    ]
    nodes.append(
      ONNXNode(
        name: "\(result)/DequantizeLinear", operatorType: "DequantizeLinear", inputs: inputs,
        outputs: [result],
        attributes: axis.map { [ONNXAttribute(name: "axis", value: .int(Int64($0)))] } ?? []))
    return result
  }

  // MARK: Operands

  /// Operators whose stored operands are numbers like any other, and not parameters.
  private static let withOperands: Set = [
    "Add", "Sub", "Mul", "Div", "Max", "Min", "PRelu", "Concat", "MatMul",
  ]

  private mutating func writeOperands(_ node: inout ONNXNode, _ original: ONNXNode) {
    guard Self.withOperands.contains(node.operatorType), node.domain.isEmpty,
      let output = original.outputs.first.flatMap({ quantized[$0] }),
      original.inputs.allSatisfy({ carried.contains($0) || stored[$0] != nil })
    else { return }
    for slot in node.inputs.indices {
      guard let tensor = stored[node.inputs[slot]] else { continue }
      let element = output.element
      let own = NumberRange(of: tensor).quantization(element)
      let quantization = node.operatorType == "Concat" ? output.quantization ?? own : own
      guard let (scale, zeroPoint) = quantization.single else { continue }
      let numbers = tensor.doubles().map { Self.nearest($0 / Double(scale)) + zeroPoint }
      let integers =
        element == .int16
        ? Tensor(tensor.shape, numbers.map { Int16(clamping: $0) })
        : Tensor(tensor.shape, numbers.map { Int8(clamping: $0) })
      node.inputs[slot] = dequantized(
        integers, [scale], zeroPoint: Self.zeroPoint(zeroPoint, element), axis: nil, node.inputs[slot])
    }
  }

  // MARK: Layers

  /// - Returns: the name of the bias where the node has no place for one.
  private mutating func write(
    _ layer: QuantizationDecisions.Layer, _ node: inout ONNXNode, reading input: String
  ) -> String? {
    let name = node.inputs[1]
    guard !raw.contains(input), let floats = stored[name],
      let axis = WeightMatrix.channelAxis(node, floats), let inputScale = layer.input.single?.scale
    else {
      floatLayers.append(node.outputs[0])
      return nil
    }
    var weights = WeightMatrix(floats, channelAxis: axis)
    var bias = layer.bias.integers() ?? []
    var scales = layer.weights.type.quantization?.scales ?? []
    if weights.assign(layer) {
      // The bias has its factor in it.
      node.attributes.removeAll { $0.name == "beta" }
    } else {
      roundedLayers.append(node.name.isEmpty ? node.outputs[0] : node.name)
      scales = weights.round()
      let numbers = node.inputs.count > 2 ? stored[node.inputs[2]]?.doubles() : nil
      bias = zip(numbers ?? [], scales).map { Self.nearest($0 / (Double($1) * Double(inputScale))) }
    }
    let zeros = scales.map { _ in Int8(0) }
    node.inputs[1] = dequantized(
      weights.integers, scales, zeroPoint: Tensor([zeros.count], zeros), axis: axis, name)
    guard bias.count == scales.count else { return nil }
    let isPlaced = node.operatorType != "MatMul"
    guard isPlaced || bias.contains(where: { $0 != 0 }) else { return nil }
    let biasName = addBias(
      bias, scales.map { $0 * inputScale }, layer.bias.element, "\(node.outputs[0])/bias")
    guard isPlaced else { return biasName }
    node.inputs = Array(node.inputs.prefix(2)) + [biasName]
    return nil
  }

  /// ONNX has no 64-bit integers that stand for numbers: such a bias stays a float.
  private mutating func addBias(
    _ integers: [Int], _ scales: [Float], _ element: ElementType, _ name: String
  ) -> String {
    guard element == .int32 else {
      let numbers = zip(integers, scales).map { Float(Double($0) * Double($1)) }
      return add(Tensor([numbers.count], numbers), name)
    }
    return dequantized(
      Tensor([integers.count], integers.map { Int32(clamping: $0) }), scales,
      zeroPoint: Tensor([scales.count], scales.map { _ in Int32(0) }), axis: 0, name)
  }

  /// The sum that adds a bias to a product whose model had none.
  private mutating func missingBias(_ node: inout ONNXNode, _ bias: String?) -> ONNXNode? {
    guard let bias, let output = node.outputs.first else { return nil }
    let product = unusedName("\(output)/product")
    node.outputs = [product]
    return ONNXNode(
      name: "\(output)/bias", operatorType: "Add", inputs: [product, bias],
      outputs: [renamed[output] ?? output])
  }

  /// The nearest integer of 32 bits; 0 for what is no number.
  private static func nearest(_ number: Double) -> Int {
    number.isNaN ? 0 : Int(min(max(number.rounded(), -0x1p31), 0x1p31 - 1))
  }

  // MARK: Names

  private mutating func add(_ tensor: Tensor, _ wish: String) -> String {
    let name = unusedName(wish)
    graph.initializers.append(tensor.onnx(name: name))
    return name
  }

  private mutating func unusedName(_ wish: String) -> String {
    var name = wish
    var suffix = 0
    while !taken.insert(name).inserted {
      suffix += 1
      name = "\(wish)_\(suffix)"
    }
    return name
  }

  private mutating func removeUnreadInitializers() {
    let read = Set(graph.nodes.flatMap(\.readNames)).union(graph.outputNames)
    graph.initializers.removeAll { !read.contains($0.name) }
  }
}

/// Which nodes of a model are layers with weights, and which add their biases.
private struct Layers {
  private(set) var layers: [Int: QuantizationDecisions.Layer] = [:]
  /// For sums of a product and a bias the bias.
  private(set) var biases: [Int: String] = [:]
  /// For products that nothing is added to the bias.
  private(set) var unplaced: [Int: String] = [:]

  init(_ decisions: QuantizationDecisions, _ nodes: [ONNXNode]) {
    for layer in decisions.layers {
      let indices = layer.origins.filter { $0.inner.isEmpty && nodes.indices.contains($0.index) }.map(\.index)
      let products = indices.filter {
        nodes[$0].domain.isEmpty && nodes[$0].inputs.count > 1
          && ["Conv", "ConvTranspose", "Gemm", "MatMul"].contains(nodes[$0].operatorType)
      }
      if products.count == 1 { layers[products[0]] = layer }
    }
  }

  /// Lets the node that adds a bias to a product add this one.
  mutating func pass(_ bias: String?, to index: Int, _ nodes: [ONNXNode]) {
    guard let bias, let layer = layers[index] else { return }
    let sum = layer.origins.map(\.index).first { other in
      nodes.indices.contains(other) && nodes[other].operatorType == "Add"
        && nodes[other].inputs.contains(nodes[index].outputs[0])
    }
    if let sum { biases[sum] = bias } else { unplaced[index] = bias }
  }
}
