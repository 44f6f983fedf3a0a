import EdgeIR
import EdgeSupport

/// A graph under construction during an import, and what is known of its values.
final class ImportSession {
  var editor: GraphEditor
  /// Constants that are integers of less than 8 bits in the model; here they are i8 or u8.
  var narrowIntegers: Set<ValueID> = []
  private let bound: [ValueID: Tensor]
  var evaluated: [ValueID: Tensor] = [:]
  /// Graph inputs whose contents decided shapes.
  var consulted: Set<ValueID> = []
  /// Which parts of values hold data.
  var table = ExtentTable()
  let vocabulary: any ExtentVocabulary
  let keepsQuantization: Bool

  /// The graph around this one, when it is inside a node.
  private let outer: ImportSession?
  /// Inputs of this graph that stand for values of the graph around, in the order in which they were asked for.
  private(set) var captures: [(outer: ValueID, inner: ValueID)] = []
  private var innerOfOuter: [ValueID: ValueID] = [:]
  private var outerOfInner: [ValueID: ValueID] = [:]

  /// Results of up to this many elements are computed during import.
  private let foldingLimit = 4096

  /// - Parameter bound: the numbers of graph inputs that are given.
  init(
    editor: GraphEditor, bound: [ValueID: Tensor], vocabulary: any ExtentVocabulary, keepsQuantization: Bool
  ) {
    self.editor = editor
    self.bound = bound
    self.vocabulary = vocabulary
    self.keepsQuantization = keepsQuantization
    outer = nil
  }

  init(editor: GraphEditor, inside outer: ImportSession) {
    self.editor = editor
    bound = [:]
    vocabulary = outer.vocabulary
    keepsQuantization = outer.keepsQuantization
    self.outer = outer
  }

  /// The value that stands for one of the graph around.
  func capture(_ value: ValueID) -> ValueID {
    if let known = innerOfOuter[value] { return known }
    guard let outer else { return value }
    let source = outer.editor.graph[value]
    let name = editor.unique(source.name)
    let inner: ValueID
    if let constant = source.constant {
      inner = editor.addConstant(constant, name: name)
    } else {
      inner = editor.addInput(name: name, type: source.type)
      captures.append((value, inner))
      outerOfInner[inner] = value
    }
    innerOfOuter[value] = inner
    captureExtents(of: value, outer, as: inner)
    return inner
  }

  func outerType(_ value: ValueID) -> TensorType {
    outer?.editor.graph[value].type ?? editor.graph[value].type
  }

  /// - Parameter flow: what becomes of the inputs' extents where the importer knows better than the operator.
  /// - Throws: `ImportError`; `SizeUnknown` when only a part of an input holds data and the operator needs to know it.
  func add(
    _ op: any Operator, _ inputs: [ValueID?], wish: String, origin: Origin, flow: ExtentFlow? = nil
  ) throws -> [ValueID] {
    let types: [TensorType]
    do {
      types = try op.resultTypes(inputs.map { $0.map { editor.graph[$0].type } })
    } catch let error as OperatorError {
      throw ImportError(.invalidInputs, error.message)
    }
    for type in types where !type.fits(limitInBytes: tensorLimitInBytes) {
      throw ImportError(
        .sizeLimitExceeded, "a result of shape \(type.shape) is larger than \(tensorLimitInBytes) bytes",
        hint: "check the input shapes; give smaller ones with --input-shape")
    }
    let flow = try flow ?? self.flow(op, inputs, types)
    let builder = SessionBuilder(self, origin: origin, wish: wish)
    let arguments = try flow.map { try zeroed(inputs, $0, builder) } ?? inputs
    let constants = arguments.map { $0.flatMap { editor.graph[$0].constant } }
    let allConstant = zip(arguments, constants).allSatisfy { $0 == nil || $1 != nil }
    let elements = types.map(\.elementCount).reduce(0, +)
    let isKept = keepsQuantization && op is any NumberDecoding
    if allConstant, elements <= foldingLimit, !isKept {
      let outputs = try trimmed(op, evaluate(op, constants)).map { editor.addConstant($0, name: wish) }
      record(flow, inputs, outputs: outputs)
      return outputs
    }
    let outputs = try editor.add(op, arguments, names: types.indices.map { _ in wish }, origins: [origin])
    record(flow, inputs, outputs: outputs)
    recordExtents(op, outputs: outputs)
    return outputs
  }

  /// The numbers of a value when they are constant, or follow from bound inputs; only those that hold data.
  func knownTensor(_ value: ValueID) throws -> Tensor? {
    guard let whole = try wholeTensor(value) else { return nil }
    if extents(of: value).isEmpty { return whole }
    table.uses += 1
    return try knownSizes(value).map { whole.leading($0) }
  }

  /// As `knownTensor`, with what lies beyond the data.
  func wholeTensor(_ value: ValueID) throws -> Tensor? {
    if let known = immediate(value) { return known }
    var needed: Set<NodeID> = []
    var pending = [value]
    while let next = pending.popLast() {
      if let tensor = try given(next) {
        evaluated[next] = tensor
        continue
      }
      if immediate(next) != nil { continue }
      guard let producer = editor.graph.producer(of: next) else { return nil }
      if needed.insert(producer.id).inserted { pending += producer.inputs.compactMap { $0 } }
    }
    for id in editor.graph.order where needed.contains(id) {
      let node = editor.graph[id]
      let results = try evaluate(node.operator, node.inputs.map { $0.flatMap(immediate) })
      for (output, tensor) in zip(node.outputs, results) { evaluated[output] = tensor }
    }
    return immediate(value)
  }

  /// The numbers of an input of this graph, when they are given or known in the graph around.
  private func given(_ value: ValueID) throws -> Tensor? {
    if let tensor = bound[value] {
      consulted.insert(value)
      return tensor
    }
    guard let outer, let captured = outerOfInner[value] else { return nil }
    return try outer.wholeTensor(captured)
  }

  private func immediate(_ value: ValueID) -> Tensor? {
    editor.graph[value].constant ?? evaluated[value]
  }

  private func evaluate(_ op: any Operator, _ inputs: [Tensor?]) throws -> [Tensor] {
    do {
      return try op.results(inputs)
    } catch let error as OperatorError {
      throw ImportError(.invalidInputs, error.message)
    }
  }
}
