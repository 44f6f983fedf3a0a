import EdgeIR
import EdgeOps

/// Decides for each node whether it computes in integers and of which type, and for each value which integers stand for
/// it (TensorFlow Lite 8-bit quantization specification).
struct Planner {
  private let graph: Graph
  private let policy: PrecisionPolicy
  private let declared: DeclaredQuantization
  private var ranges: [ValueID: NumberRange]
  private var plan = QuantizationPlan()
  /// The type of the integers in which a value comes into being.
  private var elements: [ValueID: ElementType] = [:]

  /// - Parameter ranges: of every value of floats, where the model's own numbers are to be quantized; none where only
  ///   what it declares is.
  static func plan(
    _ graph: Graph, _ policy: PrecisionPolicy, _ declared: DeclaredQuantization,
    ranges: [ValueID: NumberRange]
  ) -> QuantizationPlan {
    var planner = Planner(graph: graph, policy: policy, declared: declared, ranges: ranges)
    planner.chooseForms()
    planner.uniteRanges()
    for input in graph.inputs { planner.chooseIntegers(input) }
    for node in graph.nodes { planner.chooseIntegers(node) }
    return planner.plan
  }

  private init(
    graph: Graph, policy: PrecisionPolicy, declared: DeclaredQuantization, ranges: [ValueID: NumberRange]
  ) {
    self.graph = graph
    self.policy = policy
    self.declared = declared
    self.ranges = ranges
  }

  // MARK: Forms

  private mutating func chooseForms() {
    for input in graph.inputs where ranges[input] != nil { elements[input] = policy.activations }
    for node in graph.nodes {
      let form = form(of: node)
      plan.forms[node.id] = form
      switch form {
      case .integer(let element), .moving(let element):
        for output in node.outputs where graph[output].type.element == .float32 { elements[output] = element }
      case .declaring:
        if node.operator is Dequantize { elements[node.outputs[0]] = declared.nodes[node.id]?.element }
      case .plain: break
      }
    }
  }

  private func form(of node: Node) -> NodeForm {
    if declared.nodes[node.id] != nil { return .declaring }
    let wanted = policy.element(of: node)
    guard let wanted,
      node.outputs.contains(where: { graph[$0].type.element == .float32 }) || readsFloats(node)
    else { return .plain }
    if let moved = movedInputs(node) {
      let computed = moved.filter { graph[$0].constant == nil }
      let types = computed.compactMap { elements[$0] }
      guard moved.allSatisfy(isAvailable), !types.isEmpty || computed.isEmpty else { return .plain }
      if types.isEmpty { return .moving(wanted) }
      if policy.isPrescribed(node) { return .moving(wanted) }
      return .moving(types.contains(.int16) ? .int16 : types[0])
    }
    guard node.operator is any IntegerComputing, operands(node).allSatisfy(isAvailable),
      node.outputs.allSatisfy({ ranges[$0] != nil || declared.values[$0] != nil || isFixed(node) })
    else { return .plain }
    let other: ElementType = wanted == .int8 ? .int16 : .int8
    for element in [wanted, other] where IntegerForm.exists(node, graph, element) { return .integer(element) }
    return .plain
  }

  private func isFixed(_ node: Node) -> Bool {
    if case .fixed = node.operator.quantization { true } else { false }
  }

  private func readFloats(_ node: Node) -> [ValueID] {
    node.inputs.compactMap { $0 }.filter { graph[$0].type.element == .float32 }
  }

  /// The floats that integers have to be found for; those of a constant bias follow from others.
  private func operands(_ node: Node) -> [ValueID] {
    guard case .accumulating(_, let bias, _) = node.operator.quantization, node.inputs.indices.contains(bias),
      let value = node.inputs[bias], graph[value].constant != nil
    else { return readFloats(node) }
    return readFloats(node).filter { $0 != value }
  }

  private func readsFloats(_ node: Node) -> Bool { !readFloats(node).isEmpty }

  /// Whether integers can stand for a value.
  private func isAvailable(_ value: ValueID) -> Bool {
    elements[value] != nil || ranges[value] != nil || declared.values[value] != nil
      || (graph[value].constant != nil && !ranges.isEmpty)
  }

  /// The floats whose elements a node moves; nil for nodes that compute.
  private func movedInputs(_ node: Node) -> [ValueID]? {
    guard let moving = node.operator as? any DataMoving,
      let moved = moving.movedInputs(graph.inputTypes(of: node))
    else { return nil }
    let values = moved.compactMap { node.inputs.indices.contains($0) ? node.inputs[$0] : nil }
    return values.allSatisfy { graph[$0].type.element == .float32 } ? values : nil
  }

  // MARK: Ranges

  /// Whether all inputs and outputs of the node have one scale and zero point.
  private func unites(_ node: Node) -> Bool {
    switch plan.forms[node.id] {
    case .moving: return movedInputs(node)?.count ?? 0 > 1
    case .integer: return node.operator.quantization == .sameAsInputs && readFloats(node).count > 1
    case .plain, .declaring, nil: return false
    }
  }

  /// Gives nodes that need one scale for all inputs the union of their ranges, and lets what is computed for such a node
  /// alone be computed in that scale at once. The last nodes come first: one may feed another.
  private mutating func uniteRanges() {
    for node in graph.nodes.reversed() where unites(node) {
      guard let output = node.outputs.first, var common = ranges[output] else { continue }
      for input in readFloats(node) {
        // What constants show is part of the output's range; what they hide, such as infinities, is cut off.
        guard graph[input].constant == nil, let range = ranges[input] else { continue }
        common = common.union(range)
      }
      ranges[output] = common
      guard let element = elements[output] else { continue }
      for input in readFloats(node) where graph[input].constant == nil {
        for value in adopters(input, element) { ranges[value] = common }
      }
    }
  }

  /// The values from one that only its reader reads back to where it is computed; none where that cannot choose its scale.
  private func adopters(_ value: ValueID, _ element: ElementType) -> [ValueID] {
    var (current, adopters): (ValueID, [ValueID]) = (value, [])
    while graph.soleConsumer(of: current) != nil {
      adopters.append(current)
      guard let producer = graph.producer(of: current) else { return adopters }
      switch plan.forms[producer.id] {
      case .plain, nil: return adopters
      case .declaring: return []
      case .integer(let type):
        guard type == element, !isFixed(producer) else { return [] }
        guard producer.operator.quantization == .sameAsInputs, !(producer.operator is Clip),
          !unites(producer),
          let input = readFloats(producer).first
        else { return adopters }
        current = input
      case .moving(let type):
        guard type == element, let moved = movedInputs(producer) else { return [] }
        guard moved.count == 1 else { return adopters }
        current = moved[0]
      }
    }
    return []
  }

  // MARK: Results

  private mutating func chooseIntegers(_ input: ValueID) {
    guard let element = elements[input], graph[input].type.element == .float32 else { return }
    plan.homes[input] = result(input, element)
  }

  private mutating func chooseIntegers(_ node: Node) {
    switch plan.forms[node.id] {
    case .integer(let element):
      let weights = IntegerForm.parameterInputs(node)
      var reads = node.inputs.indices.map { weights.contains($0) ? nil : read(node.inputs[$0], as: element) }
      for output in node.outputs { plan.homes[output] = result(node, output, element, reads) }
      if unites(node) { reads = united(reads, node) }
      plan.reads[node.id] = reads
    case .moving(let element): chooseMoved(node, element)
    case .declaring:
      if node.operator is Dequantize { plan.homes[node.outputs[0]] = declared.nodes[node.id] }
    case .plain, nil: break
    }
  }

  private func result(
    _ node: Node, _ output: ValueID, _ element: ElementType, _ reads: [Quantized.Result?]
  ) -> Quantized.Result? {
    if case .fixed(let scale, let zeroPoint) = node.operator.quantization {
      let quantization =
        element == .int8
        ? Quantization(scale: scale, zeroPoint: zeroPoint) : Quantization(scale: 1 / 32768, zeroPoint: 0)
      return Quantized.Result(element, quantization)
    }
    if node.operator.quantization == .sameAsInputs, !(node.operator is Clip), !unites(node) {
      return reads.compactMap { $0 }.first
    }
    return result(output, element)
  }

  /// What the model declares for a computed value, or its range gives.
  private func result(_ output: ValueID, _ element: ElementType) -> Quantized.Result? {
    if let declared = declared.values[output], declared.element == element { return declared }
    return ranges[output].map { Quantized.Result(element, $0.quantization(element)) }
  }

  private mutating func chooseMoved(_ node: Node, _ element: ElementType) {
    guard let moved = movedInputs(node) else { return }
    var reads = node.inputs.map { input in
      input.flatMap { moved.contains($0) ? read($0, as: element) : nil }
    }
    let computed = zip(node.inputs, reads).first { input, read in
      read != nil && input.map { graph[$0].constant == nil } ?? false
    }
    guard let source = computed?.1 ?? reads.compactMap({ $0 }).first else { return }
    if moved.count > 1 {
      for output in node.outputs where graph[output].type.element == .float32 {
        plan.homes[output] = result(output, element) ?? source
      }
      reads = united(reads, node)
    } else {
      for (output, type) in zip(node.outputs, movedTypes(node, reads)) where type.quantization != nil {
        plan.homes[output] = Quantized.Result(type.element, type.quantization)
      }
    }
    plan.reads[node.id] = reads
  }

  private func movedTypes(_ node: Node, _ reads: [Quantized.Result?]) -> [TensorType] {
    let types = zip(node.inputs, reads).map { input, read in
      input.map { id in
        read.map { TensorType($0.element, graph[id].type.shape, quantization: $0.quantization) }
          ?? graph[id].type
      }
    }
    return (try? node.operator.resultTypes(types)) ?? []
  }

  private func united(_ reads: [Quantized.Result?], _ node: Node) -> [Quantized.Result?] {
    let common = node.outputs.first.flatMap { plan.homes[$0] }
    return reads.map { $0 == nil ? nil : common }
  }

  /// The integers that a node on activations of a type reads in the place of a value; nil for what is no float.
  private func read(_ value: ValueID?, as element: ElementType) -> Quantized.Result? {
    guard let value, graph[value].type.element == .float32 else { return nil }
    if let home = plan.homes[value], home.element == element { return home }
    if let declared = declared.values[value], declared.element == element { return declared }
    let range = ranges[value] ?? graph[value].constant.map(NumberRange.init(of:))
    return range.map { Quantized.Result(element, $0.quantization(element)) } ?? plan.homes[value]
  }
}
