internal import EdgeSupport
internal import ONNXBridge

/// Turns the bridge's views of one file into values.
struct MessageReader {
  /// Graphs inside graphs. Protobuf itself gives up at 33.
  static let maximumGraphDepth = 24

  let path: String
  let externalData: ExternalDataFolder

  init(path: String) {
    self.path = path
    externalData = ExternalDataFolder(modelPath: path)
  }

  func model(_ handle: OpaquePointer) throws -> ONNXModel {
    let fields = onnxb_model_view(handle)
    guard fields.ir_version > 0 else { throw malformed("has no IR version") }
    guard let graphMessage = fields.graph else { throw malformed("has no graph") }
    var opsetImports = fields.opset_imports.map(opset)
    if opsetImports.isEmpty {
      // IR 1 and 2 have no such field: they mean the first operator set.
      guard fields.ir_version < 3 else { throw malformed("imports no operator set") }
      opsetImports = [ONNXOpset(version: 1)]
    }
    return ONNXModel(
      irVersion: Int(fields.ir_version), opsetImports: opsetImports,
      graph: try graph(graphMessage, depth: 0),
      functions: try (0..<fields.functions.count).map { try function(onnxb_function_view(handle, $0)) },
      producerName: String(fields.producer_name), producerVersion: String(fields.producer_version),
      domain: String(fields.domain), modelVersion: Int(fields.model_version),
      docString: String(fields.doc_string),
      metadata: fields.metadata.map {
        let entry = onnxb_entry_view($0)
        return ONNXMetadata(key: String(entry.key), value: String(entry.value))
      })
  }

  private func opset(_ message: UnsafeRawPointer) -> ONNXOpset {
    let fields = onnxb_opset_view(message)
    return ONNXOpset(domain: normalizedDomain(fields.domain), version: Int(fields.version))
  }

  private func function(_ fields: onnxb_function) throws -> ONNXFunction {
    ONNXFunction(
      name: String(fields.name), domain: normalizedDomain(fields.domain), overload: String(fields.overload),
      inputs: fields.inputs.strings, outputs: fields.outputs.strings, attributes: fields.attributes.strings,
      attributeDefaults: try fields.attribute_defaults.map { try attribute($0, depth: 0) },
      nodes: try nodes(fields.nodes, depth: 0),
      opsetImports: fields.opset_imports.map(opset),
      valueInfo: fields.value_infos.map(valueInfo), docString: String(fields.doc_string))
  }

  func graph(_ message: UnsafeRawPointer, depth: Int) throws -> ONNXGraph {
    guard depth < Self.maximumGraphDepth else {
      throw Diagnostic.error(
        .sizeLimitExceeded, "expected at most \(Self.maximumGraphDepth) graphs inside each other, got more",
        at: .init(file: path))
    }
    let fields = onnxb_graph_view(message)
    return ONNXGraph(
      name: String(fields.name), nodes: try nodes(fields.nodes, depth: depth),
      initializers: try fields.initializers.map(tensor),
      sparseInitializers: try fields.sparse_initializers.map(sparseTensor),
      inputs: fields.inputs.map(valueInfo), outputs: fields.outputs.map(valueInfo),
      valueInfo: fields.value_infos.map(valueInfo), docString: String(fields.doc_string))
  }

  /// A problem inside a node's attribute is located at the innermost node.
  private func nodes(_ list: onnxb_list, depth: Int) throws -> [ONNXNode] {
    var nodes: [ONNXNode] = []
    nodes.reserveCapacity(list.count)
    try list.forEach { message in
      let fields = onnxb_node_view(message)
      do {
        nodes.append(try node(fields, depth: depth))
      } catch var diagnostic as Diagnostic {
        if diagnostic.location.operatorType == nil {
          diagnostic.location.node = String(fields.name)
          diagnostic.location.nodeIndex = nodes.count
          diagnostic.location.operatorType = String(fields.operator_type)
        }
        throw diagnostic
      }
    }
    return nodes
  }

  private func node(_ fields: onnxb_node, depth: Int) throws -> ONNXNode {
    ONNXNode(
      name: String(fields.name), domain: normalizedDomain(fields.domain),
      operatorType: String(fields.operator_type), overload: String(fields.overload),
      inputs: fields.inputs.strings, outputs: fields.outputs.strings,
      attributes: try fields.attributes.map { try attribute($0, depth: depth) },
      docString: String(fields.doc_string))
  }

  /// `ai.onnx` is the specification's other spelling of the default domain.
  private func normalizedDomain(_ view: onnxb_string) -> String {
    let domain = String(view)
    return domain == "ai.onnx" ? "" : domain
  }

  func malformed(_ message: String, value: String? = nil) -> Diagnostic {
    .error(
      .malformedModel, message, at: .init(file: path, value: value),
      hint: "check the file with onnx.checker, or export it again")
  }
}

extension onnxb_list {
  func forEach(_ body: (UnsafeRawPointer) throws -> Void) rethrows {
    for case let item? in UnsafeBufferPointer(start: items, count: count) { try body(item) }
  }

  func map<Value>(_ transform: (UnsafeRawPointer) throws -> Value) rethrows -> [Value] {
    try compactMap(transform)
  }

  func compactMap<Value>(_ transform: (UnsafeRawPointer) throws -> Value?) rethrows -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    try forEach { item in
      if let value = try transform(item) { values.append(value) }
    }
    return values
  }

  var strings: [String] { map { String(onnxb_string_view($0)) } }
}

extension String {
  init(_ view: onnxb_string) {
    self.init(decoding: UnsafeRawBufferPointer(view), as: UTF8.self)
  }
}

extension UnsafeRawBufferPointer {
  init(_ view: onnxb_string) {
    self.init(start: view.bytes, count: view.count)
  }
}
