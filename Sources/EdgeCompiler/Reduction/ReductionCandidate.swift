import EdgeData
public import EdgeIR
import EdgeONNX
public import ONNXFormat

/// A model on its way to becoming smaller, with the numbers to run it on.
public struct ReductionCandidate: Sendable {
  public internal(set) var model: ONNXModel
  /// A tensor for each input, by name; empty when numbers are not needed or cannot be had.
  public internal(set) var inputs: [String: Tensor]
  /// Whether the shapes of all inputs are fixed in the model itself.
  public var hasFixedShapes: Bool { model.graph.formalInputs.allSatisfy { $0.fixedType != nil } }

  /// The tensors in the order of the model's inputs; empty where one is missing.
  public var orderedInputs: [Tensor] {
    let names = model.graph.formalInputs.map(\.name)
    let tensors = names.compactMap { inputs[$0] }
    return tensors.count == names.count ? tensors : []
  }

  /// The model as a file.
  ///
  /// - Throws: `Diagnostic` of the encoder.
  public func encodedModel() throws -> [UInt8] { try ONNXEncoder.encode(model) }

  /// The inputs as TensorProto files, in order.
  public func encodedInputs() -> [[UInt8]] {
    zip(model.graph.formalInputs, orderedInputs).map { TensorFile.encodeTensorProto($1, name: $0.name) }
  }

  /// The operators of the main graph as the model spells them, in its order.
  public var operators: [String] { model.graph.nodes.map(\.spelled) }
}

extension ReductionCandidate {
  /// The part of the model that certain nodes are. What they read and no one of them computes becomes an input with
  /// the number that it has in the whole model, or an initializer where it follows from constants. What nobody reads
  /// any more becomes an output.
  ///
  /// - Parameters:
  ///   - kept: positions of nodes, ascending.
  ///   - facts: of this model.
  /// - Returns: Nil where not enough is known of a value for it to be an input.
  func keeping(_ kept: [Int], _ facts: ValueFacts) -> ReductionCandidate? {
    let whole = model.graph
    let nodes = kept.map { whole.nodes[$0] }
    let reads = nodes.flatMap(\.readNames).uniqued
    let isRead = Set(reads)
    let computed = Set(nodes.flatMap(\.outputs))
    var part = whole
    part.nodes = nodes
    part.initializers.removeAll { !isRead.contains($0.name) }
    part.sparseInitializers.removeAll { !isRead.contains($0.values.name) }
    part.inputs.removeAll { !isRead.contains($0.name) }
    part.valueInfo.removeAll { !computed.contains($0.name) }
    let given = part.givenNames
    for name in reads where !computed.contains(name) && !given.contains(name) {
      if let constant = facts.constants[name] {
        part.initializers.append(constant.onnx(name: name))
      } else if let type = facts.types[name] {
        part.inputs.append(ONNXValueInfo(name: name, type: type.onnx))
      } else {
        return nil
      }
    }
    part.outputs = whole.outputs(of: nodes, isRead, facts)
    guard !part.outputs.isEmpty else { return nil }
    var candidate = self
    candidate.model.graph = part
    let recorded = facts.recorded
    candidate.inputs = [:]
    for input in part.formalInputs { candidate.inputs[input.name] = recorded[input.name] }
    return candidate
  }
}

extension ONNXGraph {
  /// What a part of the graph shows: outputs of the graph, and values that only other parts read. A node that would show
  /// nothing shows its first output.
  fileprivate func outputs(
    of nodes: [ONNXNode], _ isRead: Set<String>, _ facts: ValueFacts
  ) -> [ONNXValueInfo] {
    let declared = Dictionary(outputs.map { ($0.name, $0) }) { first, _ in first }
    let readAnywhere = Set(self.nodes.flatMap(\.readNames))
    return nodes.flatMap { node -> [ONNXValueInfo] in
      let names = node.outputs.filter { !$0.isEmpty }
      let wanted = names.filter {
        declared[$0] != nil || (!isRead.contains($0) && readAnywhere.contains($0))
      }
      let isNeeded = !wanted.isEmpty || names.contains(where: isRead.contains)
      return (isNeeded ? wanted : Array(names.prefix(1))).map {
        declared[$0] ?? ONNXValueInfo(name: $0, type: facts.types[$0]?.onnx)
      }
    }
  }
}

extension ONNXValueInfo {
  /// Nil where a dimension is open, or the elements are of a type that edgec does not compute with.
  var fixedType: TensorType? {
    guard case .tensor(let onnx, let dimensions?)? = type, let element = ElementType(onnx: onnx) else {
      return nil
    }
    let sizes = dimensions.compactMap { if case .value(let size) = $0 { size } else { nil } }
    let type = TensorType(element, sizes)
    return sizes.count == dimensions.count && type.fits(limitInBytes: tensorLimitInBytes) ? type : nil
  }
}

extension TensorType {
  /// A declaration with this shape.
  var onnx: ONNXType { .tensor(elementType: element.onnx, shape: shape.map { .value($0) }) }
}

extension [String] {
  /// Each text once, in the order of first appearance, without empty ones.
  var uniqued: [String] {
    var seen: Set<String> = [""]
    return filter { seen.insert($0).inserted }
  }
}
