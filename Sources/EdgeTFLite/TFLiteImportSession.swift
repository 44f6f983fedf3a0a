import EdgeIR
import EdgeSupport
import TFLiteFormat

/// The graph under construction during one import, and the values of the file's tensors.
final class TFLiteImportSession {
  /// What a tensor of the subgraph stands for so far.
  enum State {
    /// Nothing has computed it, and it is no constant that was needed yet.
    case pending
    case value(ValueID)
    /// Its operator failed: readers fail silently, so that one problem is reported once.
    case failed
  }

  var editor: GraphEditor
  private(set) var states: [State]
  private let tensors: [TFLiteTensor]
  private var constants = TFLiteConstants()

  /// Results of up to this many elements are computed during import.
  private let foldingLimit = 4096

  /// - Parameter editor: where the nodes go; nil for a new graph.
  init(_ subgraph: TFLiteSubgraph, editor: GraphEditor? = nil) {
    self.editor = editor ?? GraphEditor(name: subgraph.name.isEmpty ? "model" : subgraph.name)
    tensors = subgraph.tensors
    states = tensors.map { _ in .pending }
  }

  func set(_ tensor: Int, _ state: State) { states[tensor] = state }

  /// A tensor's state, once a constant has become a value.
  ///
  /// - Throws: `Diagnostic` for a malformed constant.
  func resolve(_ tensor: Int) throws -> State {
    guard case .pending = states[tensor], tensors[tensor].isConstant else { return states[tensor] }
    let source = tensors[tensor]
    let type = try TensorType(tflite: source)
    let constant = try constants.tensor(
      type, source.buffer ?? TFLiteBuffer([]), stored: source.type, name: source.name)
    states[tensor] = .value(editor.addConstant(constant, name: source.name))
    return states[tensor]
  }

  func add(_ op: any Operator, _ inputs: [ValueID?], wish: String, origin: Origin) throws -> [ValueID] {
    let types: [TensorType]
    do {
      types = try op.resultTypes(inputs.map { $0.map { editor.graph[$0].type } })
    } catch let error as OperatorError {
      throw TFLiteImportError(.invalidInputs, error.message)
    }
    for type in types where !type.fits(limitInBytes: tensorLimitInBytes) {
      throw TFLiteImportError(
        .sizeLimitExceeded, "a result of shape \(type.shape) is larger than \(tensorLimitInBytes) bytes")
    }
    let constants = inputs.map { $0.flatMap { editor.graph[$0].constant } }
    let allConstant = zip(inputs, constants).allSatisfy { $0 == nil || $1 != nil }
    let elements = types.map(\.elementCount).reduce(0, +)
    if allConstant, elements <= foldingLimit {
      do {
        return try op.results(constants).map { editor.addConstant($0, name: wish) }
      } catch let error as OperatorError {
        throw TFLiteImportError(.invalidInputs, error.message)
      }
    }
    return try editor.add(op, inputs, names: types.indices.map { _ in wish }, origins: [origin])
  }
}

extension TFLiteTensor {
  /// The format stores no empty buffers: a tensor without elements that nothing computes is a constant too.
  var isConstant: Bool { buffer != nil || shape.contains(0) }
}
