import EdgeSupport

/// Writes ONNX files: whole models, and the single tensors of ONNX's test data.
///
/// The message classes of the installed library lack what is newer than they are (overloads and attribute defaults of
/// functions), so fields are written with the numbers of onnx.proto (IR 14). Equal models give equal bytes.
public enum ONNXEncoder {
  /// One ModelProto with all its tensors inside.
  ///
  /// - Throws: `Diagnostic` E107 for a model beyond the 2 GiB that a protobuf message may have.
  public static func encode(_ model: ONNXModel) throws -> [UInt8] {
    var writer = WireWriter()
    writer.model(model)
    guard writer.encoded.count <= Int(Int32.max) else {
      throw Diagnostic.error(
        .sizeLimitExceeded, "expected a model of at most 2 GiB, got \(writer.encoded.count) bytes",
        hint: "an ONNX file cannot be larger; weights in other files are not written")
    }
    return writer.encoded
  }

  /// One TensorProto. For tensors that numpy's format cannot hold.
  public static func encode(_ tensor: ONNXTensor) -> [UInt8] {
    var writer = WireWriter()
    writer.tensor(tensor)
    return writer.encoded
  }

  /// One NodeProto.
  public static func encode(_ node: ONNXNode) -> [UInt8] {
    var writer = WireWriter()
    writer.node(node)
    return writer.encoded
  }
}

extension WireWriter {
  fileprivate mutating func model(_ model: ONNXModel) {
    varint(1, Int64(model.irVersion))
    text(2, model.producerName)
    text(3, model.producerVersion)
    text(4, model.domain)
    if model.modelVersion != 0 { varint(5, Int64(model.modelVersion)) }
    text(6, model.docString)
    message(7) { $0.graph(model.graph) }
    for opset in model.opsetImports { message(8) { $0.opset(opset) } }
    for entry in model.metadata {
      message(14) {
        $0.string(1, entry.key)
        $0.string(2, entry.value)
      }
    }
    for function in model.functions { message(25) { $0.function(function) } }
  }

  private mutating func opset(_ opset: ONNXOpset) {
    string(1, opset.domain)
    varint(2, Int64(opset.version))
  }

  private mutating func function(_ function: ONNXFunction) {
    string(1, function.name)
    for name in function.inputs { string(4, name) }
    for name in function.outputs { string(5, name) }
    for name in function.attributes { string(6, name) }
    for node in function.nodes { message(7) { $0.node(node) } }
    text(8, function.docString)
    for opset in function.opsetImports { message(9) { $0.opset(opset) } }
    string(10, function.domain)
    for attribute in function.attributeDefaults { message(11) { $0.attribute(attribute) } }
    for info in function.valueInfo { message(12) { $0.valueInfo(info) } }
    text(13, function.overload)
  }

  private mutating func graph(_ graph: ONNXGraph) {
    for node in graph.nodes { message(1) { $0.node(node) } }
    text(2, graph.name)
    for tensor in graph.initializers { message(5) { $0.tensor(tensor) } }
    text(10, graph.docString)
    for info in graph.inputs { message(11) { $0.valueInfo(info) } }
    for info in graph.outputs { message(12) { $0.valueInfo(info) } }
    for info in graph.valueInfo { message(13) { $0.valueInfo(info) } }
    for tensor in graph.sparseInitializers { message(15) { $0.sparseTensor(tensor) } }
  }

  fileprivate mutating func node(_ node: ONNXNode) {
    for name in node.inputs { string(1, name) }
    for name in node.outputs { string(2, name) }
    text(3, node.name)
    string(4, node.operatorType)
    for attribute in node.attributes { message(5) { $0.attribute(attribute) } }
    text(6, node.docString)
    text(7, node.domain)
    text(8, node.overload)
  }

  /// The value's field, and the number of its kind (AttributeProto.AttributeType).
  private mutating func attribute(_ attribute: ONNXAttribute) {
    string(1, attribute.name)
    let isReference = attribute.referencedName != nil
    let kind: Int64
    switch attribute.value {
    case .undefined: kind = 0
    case .float(let value):
      kind = 1
      if !isReference { fixed32(2, value.bitPattern) }
    case .int(let value):
      kind = 2
      if !isReference { varint(3, value) }
    case .string(let value):
      kind = 3
      if !isReference { bytes(4, value) }
    case .tensor(let value):
      kind = 4
      message(5) { $0.tensor(value) }
    case .graph(let value):
      kind = 5
      message(6) { $0.graph(value) }
    case .floats(let values):
      kind = 6
      for value in values { fixed32(7, value.bitPattern) }
    case .ints(let values):
      kind = 7
      for value in values { varint(8, value) }
    case .strings(let values):
      kind = 8
      for value in values { bytes(9, value) }
    case .tensors(let values):
      kind = 9
      for value in values { message(10) { $0.tensor(value) } }
    case .graphs(let values):
      kind = 10
      for value in values { message(11) { $0.graph(value) } }
    case .sparseTensor(let value):
      kind = 11
      message(22) { $0.sparseTensor(value) }
    case .sparseTensors(let values):
      kind = 12
      for value in values { message(23) { $0.sparseTensor(value) } }
    case .type(let value):
      kind = 13
      message(14) { $0.type(value) }
    case .types(let values):
      kind = 14
      for value in values { message(15) { $0.type(value) } }
    }
    if kind != 0 { varint(20, kind) }
    if let name = attribute.referencedName { string(21, name) }
  }

  fileprivate mutating func tensor(_ tensor: ONNXTensor) {
    for dimension in tensor.shape { varint(1, Int64(dimension)) }
    varint(2, Int64(tensor.elementType.rawValue))
    switch tensor.data {
    case .strings(let strings): for string in strings { bytes(6, string) }
    case .bytes(let data): data.withUnsafeBytes { bytes(9, $0) }
    }
    text(8, tensor.name)
  }

  private mutating func sparseTensor(_ tensor: ONNXSparseTensor) {
    message(1) { $0.tensor(tensor.values) }
    message(2) { $0.tensor(tensor.indices) }
    for dimension in tensor.shape { varint(3, Int64(dimension)) }
  }

  private mutating func valueInfo(_ info: ONNXValueInfo) {
    string(1, info.name)
    if let type = info.type { message(2) { $0.type(type) } }
  }

  private mutating func type(_ type: ONNXType) {
    switch type {
    case .tensor(let element, let shape): message(1) { $0.elements(element, shape) }
    case .sparseTensor(let element, let shape): message(8) { $0.elements(element, shape) }
    case .sequence(let element): message(4) { $0.inner(1, element) }
    case .optional(let element): message(9) { $0.inner(1, element) }
    case .map(let key, let value):
      message(5) {
        $0.varint(1, Int64(key.rawValue))
        $0.inner(2, value)
      }
    }
  }

  private mutating func inner(_ field: Int, _ type: ONNXType?) {
    if let type { message(field) { $0.type(type) } }
  }

  private mutating func elements(_ element: ONNXElementType, _ shape: [ONNXDimension]?) {
    varint(1, Int64(element.rawValue))
    guard let shape else { return }
    message(2) { shapeWriter in
      for dimension in shape {
        shapeWriter.message(1) {
          switch dimension {
          case .value(let size): $0.varint(1, Int64(size))
          case .parameter(let name): $0.string(2, name)
          case .unknown: break
          }
        }
      }
    }
  }
}
