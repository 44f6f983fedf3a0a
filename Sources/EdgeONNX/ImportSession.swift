import EdgeIR
import EdgeSupport

/// The graph under construction during one import, and what is known of its values.
final class ImportSession {
  var editor: GraphEditor
  /// ONNX names in scope. nil marks a value whose node failed: its readers fail silently, so that one problem is
  /// reported once.
  var scope: [String: ValueID?] = [:]
  private let bound: [ValueID: Tensor]
  private var evaluated: [ValueID: Tensor] = [:]
  /// Graph inputs whose contents decided shapes.
  private(set) var consulted: Set<ValueID> = []

  /// Results of up to this many elements are computed during import.
  private let foldingLimit = 4096

  init(editor: GraphEditor, bound: [ValueID: Tensor]) {
    self.editor = editor
    self.bound = bound
  }

  func add(
    _ op: any Operator, _ inputs: [ValueID?], wish: String, origin: Origin
  ) throws -> [ValueID] {
    let types: [TensorType]
    do {
      types = try op.infer(inputs.map { $0.map { editor.graph[$0].type } })
    } catch let error as OperatorError {
      throw ImportError(.invalidInputs, error.message)
    }
    for type in types where !type.fits(limitInBytes: tensorLimitInBytes) {
      throw ImportError(
        .sizeLimitExceeded, "a result of shape \(type.shape) is larger than \(tensorLimitInBytes) bytes",
        hint: "check the input shapes; give smaller ones with --input-shape")
    }
    let constants = inputs.map { $0.flatMap { editor.graph[$0].constant } }
    let allConstant = zip(inputs, constants).allSatisfy { $0 == nil || $1 != nil }
    let elements = types.map(\.elementCount).reduce(0, +)
    if allConstant, elements <= foldingLimit {
      return try evaluate(op, constants).map { editor.addConstant($0, name: wish) }
    }
    return try editor.add(op, inputs, names: types.indices.map { _ in wish }, origins: [origin])
  }

  /// The numbers of a value when they are constant, or follow from bound inputs.
  func knownTensor(_ value: ValueID) throws -> Tensor? {
    if let known = immediate(value) { return known }
    var needed: Set<NodeID> = []
    var pending = [value]
    while let next = pending.popLast() {
      if let tensor = bound[next] {
        evaluated[next] = tensor
        consulted.insert(next)
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

  private func immediate(_ value: ValueID) -> Tensor? {
    editor.graph[value].constant ?? evaluated[value]
  }

  private func evaluate(_ op: any Operator, _ inputs: [Tensor?]) throws -> [Tensor] {
    do {
      return try op.evaluate(inputs)
    } catch let error as OperatorError {
      throw ImportError(.invalidInputs, error.message)
    }
  }
}
