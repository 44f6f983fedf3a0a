import EdgeIR
import EdgeOps

/// A graph that computes in integers, and where its parts come from.
struct RewrittenGraph {
  var graph: Graph
  /// The nodes with weights and a bias of integers.
  var layers: [IntegerLayer] = []
  /// For each value of the source the one that takes its place, in integers where there are such.
  var values: [ValueID: ValueID] = [:]
  /// For each value of the source that integers stand for, which.
  var integers: [ValueID: Quantized.Result] = [:]
}

/// A convolution or matrix product in integers.
struct IntegerLayer {
  /// In the graph of floats.
  let source: NodeID
  /// In the graph of integers.
  let node: NodeID
  let weights: ValueID
  let bias: ValueID
}

/// Rewrites a graph of floats into one of integers, as a plan says.
struct IntegerRewriter {
  private let source: Graph
  private let plan: QuantizationPlan
  private let declared: DeclaredQuantization
  private let interface: InterfaceType
  private var editor: GraphEditor
  private var layers: [IntegerLayer] = []
  /// Values as the source has them.
  private var plain: [ValueID: ValueID] = [:]
  /// Values in integers, in those that they come into being as and in others.
  private var integers: [ValueID: [Quantized.Result: ValueID]] = [:]

  private var tuner: LayerTuner?

  /// - Throws: `OperatorError` when the plan asks for what operators refuse.
  mutating func rewrite() throws -> RewrittenGraph {
    try rewriteInputs()
    for node in source.nodes { try rewrite(node) }
    try rewriteOutputs()
    return result()
  }

  /// As `rewrite`, with weights and biases tuned on samples.
  mutating func rewrite(
    tuning reference: FloatReference, judged: [ValueID], methods: TuningMethods, samples: [[Tensor]],
    progress: (Int) -> Void
  ) throws -> RewrittenGraph {
    try rewriteInputs()
    tuner = LayerTuner(
      source, judged: judged, reference: reference, methods: methods,
      simulation: try Simulation(editor.graph, samples: samples))
    for (step, node) in source.nodes.enumerated() {
      try rewrite(node)
      try tuner?.advance(editor.graph)
      let ended = (tuner?.ends(at: step) ?? []).flatMap(forms)
      tuner?.release(ended)
      progress(step + 1)
    }
    try rewriteOutputs()
    try tuner?.advance(editor.graph)
    return result()
  }

  /// Everything that stands for a value of the source.
  private func forms(_ value: ValueID) -> [ValueID] {
    (plain[value].map { [$0] } ?? []) + (integers[value].map { Array($0.values) } ?? [])
  }

  /// For each sample the numbers of a judged value, and what quantization has made of them.
  func numbers(of value: ValueID, _ reference: FloatReference) -> (wanted: [[Double]], found: [[Double]]) {
    guard let tuner, let wanted = reference.judged[value] else { return ([], []) }
    let home = plan.homes[value].flatMap { integers[value]?[$0] } ?? plain[value]
    let found = home.map { tuner.simulation.tensors(of: $0) } ?? []
    return (
      wanted.map { $0.doubles() },
      found.map { tensor in
        let (scale, zeroPoint) = tensor.type.quantization?.single ?? (1, 0)
        return tensor.as(tensor.type.plain).doubles().map { ($0 - Double(zeroPoint)) * Double(scale) }
      }
    )
  }

  init(
    _ source: Graph, _ plan: QuantizationPlan, _ declared: DeclaredQuantization, interface: InterfaceType
  ) {
    self.source = source
    self.plan = plan
    self.declared = declared
    self.interface = interface
    editor = GraphEditor(name: source.name)
  }

  private func result() -> RewrittenGraph {
    var values = plain
    for (value, forms) in integers {
      values[value] = plan.homes[value].flatMap { forms[$0] } ?? values[value] ?? forms.values.min()
    }
    let results = integers.compactMapValues { forms in forms.min { $0.value < $1.value }?.key }
      .merging(plan.homes) { $1 }
    return RewrittenGraph(graph: editor.graph, layers: layers, values: values, integers: results)
  }

  // MARK: Interface

  private mutating func rewriteInputs() throws {
    for input in source.inputs {
      let (name, type) = (source[input].name, source[input].type)
      guard let result = interfaceResult(input) else {
        plain[input] = editor.addInput(name: name, type: type)
        continue
      }
      let typed = TensorType(result.element, type.shape, quantization: result.quantization)
      integers[input] = [result: editor.addInput(name: name, type: typed)]
    }
    for name in source.channelsLastNames { editor.markChannelsLast(name) }
    for extent in source.extents { editor.limitOutput(extent) }
  }

  /// The integers that the caller gives in the place of a value; nil where numbers are given as in the source.
  private func interfaceResult(_ input: ValueID) -> Quantized.Result? {
    if let result = declared.integers[input] { return Self.original(result, source[input].type.element) }
    guard source[input].type.element == .float32, let element = interface.element,
      let reader = source.consumers(of: input).first(where: { plan.reads[$0] != nil }),
      let slot = source[reader].inputs.firstIndex(of: input), let result = plan.reads[reader]?[slot]
    else { return nil }
    return Self.original(result, element == .uint8 && result.element == .int8 ? .uint8 : result.element)
  }

  /// The same numbers as unsigned integers, where these are wanted.
  private static func original(_ result: Quantized.Result, _ element: ElementType) -> Quantized.Result {
    guard element != result.element, let form = SignedForm(element), let old = result.quantization else {
      return result
    }
    let zeroPoints = old.zeroPoints.map { $0 + form.offset }
    return Quantized.Result(
      element,
      old.axis.map { Quantization(scales: old.scales, zeroPoints: zeroPoints, axis: $0) }
        ?? Quantization(scale: old.scales[0], zeroPoint: zeroPoints[0]))
  }

  private mutating func rewriteOutputs() throws {
    for output in source.outputs {
      let value = output.value
      if let result = declared.integers[value] {
        let form = Self.original(result, source[value].type.element)
        editor.addOutput(name: output.name, value: try self.integers(value, form))
      } else if let element = interface.element, let home = plan.homes[value] {
        let form = Self.original(home, element == .uint8 && home.element == .int8 ? .uint8 : home.element)
        editor.addOutput(name: output.name, value: try self.integers(value, form))
      } else {
        editor.addOutput(name: output.name, value: try number(value, named: output.name))
      }
    }
  }

  // MARK: Nodes

  private mutating func rewrite(_ node: Node) throws {
    switch plan.forms[node.id] {
    case .integer: try rewriteIntegers(node)
    case .moving:
      let inputs = try readInputs(node)
      try add(node, node.operator, inputs)
    case .declaring: try rewriteDeclaration(node)
    case .plain, nil:
      let inputs = try node.inputs.map { try $0.map { try number($0) } }
      let outputs = try editor.add(
        node.operator, inputs, names: node.outputs.map { source[$0].name }, origins: node.origins)
      for (old, new) in zip(node.outputs, outputs) { plain[old] = new }
    }
  }

  private mutating func readInputs(_ node: Node) throws -> [ValueID?] {
    let reads = plan.reads[node.id] ?? []
    return try node.inputs.indices.map { slot in
      guard let input = node.inputs[slot] else { return nil }
      guard reads.indices.contains(slot), let result = reads[slot] else { return try number(input) }
      return try integers(input, result)
    }
  }

  private mutating func add(_ node: Node, _ op: any Operator, _ inputs: [ValueID?]) throws {
    let outputs = try editor.add(
      op, inputs, names: node.outputs.map { source[$0].name }, origins: node.origins)
    for (old, new) in zip(node.outputs, outputs) {
      let type = editor.graph[new].type
      if let quantization = type.quantization {
        integers[old, default: [:]][Quantized.Result(type.element, quantization)] = new
      } else {
        plain[old] = new
      }
    }
  }

  private mutating func rewriteIntegers(_ node: Node) throws {
    guard let op = IntegerForm.operator(of: node) else {
      throw OperatorError("\(node.operator.name) has no integer form")
    }
    let results = node.outputs.map {
      plan.homes[$0] ?? Quantized.Result(source[$0].type.element, nil)
    }
    var inputs: [ValueID?]
    var parameters: (weights: ValueID, bias: ValueID)?
    if case .accumulating(let weight, let bias, _) = node.operator.quantization {
      (inputs, parameters) = try accumulating(node, weight: weight, bias: bias)
    } else {
      inputs = try readInputs(node)
    }
    try add(node, Quantized(op, results: results), inputs)
    if let parameters, let id = editor.graph.order.last {
      layers.append(
        IntegerLayer(source: node.id, node: id, weights: parameters.weights, bias: parameters.bias))
    }
  }

  /// The inputs of a node that sums products: activations, weights, and a bias in their common scale.
  private mutating func accumulating(
    _ node: Node, weight: Int, bias: Int
  ) throws -> ([ValueID?], (weights: ValueID, bias: ValueID)?) {
    let reads = plan.reads[node.id] ?? []
    var inputs = try node.inputs.enumerated().map { slot, input -> ValueID? in
      guard slot != weight, slot != bias, let input else { return nil }
      guard let result = reads[slot] else { return try number(input) }
      return try integers(input, result)
    }
    while inputs.count <= bias { inputs.append(nil) }
    guard let read = reads.compactMap({ $0 }).first, let inputScale = read.quantization?.single?.scale,
      let weightsID = node.inputs[weight]
    else { throw OperatorError("\(node.operator.name) reads no quantized activations") }
    let channels = source[weightsID].type.shape[0]
    let biasID = node.inputs.indices.contains(bias) ? node.inputs[bias] : nil
    var biases = biasID.flatMap { source[$0].constant?.doubles() }
    let isDeclared = source[weightsID].constant == nil
    if let home = plan.homes[weightsID], isDeclared {
      inputs[weight] = try integers(weightsID, home)
    } else if let weights = source[weightsID].constant, let x = inputs[0] {
      let scales = ParameterQuantization.weightScales(
        weights, bias: (biases ?? Array(repeating: 0, count: channels)).map { Float($0) },
        inputScale: inputScale)
      var integers = ParameterQuantization.weights(weights, scales: scales)
      if tuner != nil {
        let numbers = biases ?? Array(repeating: 0, count: channels)
        let tuned = try tuner?.tune(node, weights, numbers, scales: scales, input: x, in: editor.graph)
        if let tuned { (integers, biases) = (tuned.weights, tuned.bias) }
      }
      inputs[weight] = editor.addConstant(integers, name: source[weightsID].name)
    }
    guard let weights = inputs[weight], let quantization = editor.graph[weights].type.quantization else {
      throw OperatorError("\(node.operator.name) has computed weights")
    }
    if let biasID, let home = plan.homes[biasID] {
      inputs[bias] = try integers(biasID, home)
      return (inputs, nil)
    }
    let scales = ParameterQuantization.biasScales(quantization, inputScale: inputScale, channels: channels)
    let tensor = ParameterQuantization.bias(
      biases ?? Array(repeating: 0, count: channels), scales: scales, activations: read.element)
    let name = biasID.map { source[$0].name } ?? "\(source[node.outputs[0]].name)_bias"
    let added = editor.addConstant(tensor, name: name)
    inputs[bias] = added
    return (inputs, isDeclared ? nil : (weights, added))
  }

  private mutating func rewriteDeclaration(_ node: Node) throws {
    guard let result = declared.nodes[node.id], let input = node.inputs[0] else { return }
    let output = node.outputs[0]
    if node.operator is Quantize {
      integers[output] = [result: try integers(input, result)]
    } else if !(node.operator is Dequantize) {
      let others = try node.inputs.dropFirst().map { try $0.map { try number($0) } }
      try add(node, node.operator, [try integers(input, result)] + others)
    } else if let constant = source[input].constant, let form = SignedForm(constant.element) {
      let shifted = Self.signed(constant, form)
      let typed = shifted.as(
        TensorType(result.element, constant.shape, quantization: result.quantization))
      integers[output] = [result: editor.addConstant(typed, name: source[input].name)]
    } else {
      integers[output] = [result: try integers(input, result)]
    }
  }

  private static func signed(_ tensor: Tensor, _ form: SignedForm) -> Tensor {
    guard form.offset != 0, let integers = tensor.integers() else { return tensor }
    return form.element == .int8
      ? Tensor(tensor.shape, integers.map { Int8(truncatingIfNeeded: $0 - form.offset) })
      : Tensor(tensor.shape, integers.map { Int16(truncatingIfNeeded: $0 - form.offset) })
  }

  // MARK: Forms of values

  /// A value as integers of a type, scale and zero point, converted if it is none yet.
  private mutating func integers(_ value: ValueID, _ result: Quantized.Result) throws -> ValueID {
    if let known = integers[value]?[result] { return known }
    let new: ValueID
    if let constant = source[value].constant, constant.element == .float32 {
      new = editor.addConstant(
        try ParameterQuantization.operand(constant, result), name: source[value].name)
    } else {
      let from =
        plan.homes[value].flatMap { integers[value]?[$0] } ?? integers[value]?.values.min()
      new = try convert(
        from ?? number(value), result, named: "\(source[value].name)_\(result.element.rawValue)", value)
    }
    integers[value, default: [:]][result] = new
    return new
  }

  /// A value as the source has it: numbers.
  private mutating func number(_ value: ValueID, named name: String? = nil) throws -> ValueID {
    if let known = plain[value] { return known }
    let new: ValueID
    if let constant = source[value].constant {
      new = editor.addConstant(constant, name: source[value].name)
    } else if let constant = try knownNumbers(value) {
      new = editor.addConstant(constant, name: source[value].name)
    } else if let from = plan.homes[value].flatMap({ integers[value]?[$0] }) ?? integers[value]?.values.min()
    {
      let wish = name ?? "\(source[value].name)_f32"
      new = try convert(from, Quantized.Result(.float32, nil), named: wish, value)
    } else {
      throw OperatorError("'\(source[value].name)' is read before it is computed")
    }
    plain[value] = new
    return new
  }

  /// The numbers of a value that is made of constants alone.
  private func knownNumbers(_ value: ValueID) throws -> Tensor? {
    if let constant = source[value].constant { return constant }
    guard let node = source.producer(of: value), node.outputs.count == 1,
      node.operator is any NumberDecoding || node.operator is any DataMoving
    else { return nil }
    var inputs: [Tensor?] = []
    for input in node.inputs {
      guard let input else {
        inputs.append(nil)
        continue
      }
      guard let known = try knownNumbers(input) else { return nil }
      inputs.append(known)
    }
    return try node.operator.results(inputs)[0]
  }

  private mutating func convert(
    _ from: ValueID, _ result: Quantized.Result, named name: String, _ value: ValueID
  ) throws -> ValueID {
    let origins = source.producer(of: value)?.origins ?? []
    return try editor.add(
      Quantized(Cast(to: .float32), results: [result]), [from], names: [name], origins: origins)[0]
  }
}

/// What a quantized graph's inputs and outputs hold where the source has floats.
public enum InterfaceType: String, Sendable, CaseIterable {
  case float32, int8, uint8

  /// nil for floats.
  var element: ElementType? {
    switch self {
    case .float32: nil
    case .int8: .int8
    case .uint8: .uint8
    }
  }
}
