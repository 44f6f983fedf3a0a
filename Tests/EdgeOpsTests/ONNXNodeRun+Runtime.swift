import EdgeIR
import EdgeTestSupport
import ONNXFormat

extension ONNXNodeRun {
  /// Compares the outputs with those that ONNX Runtime computes.
  ///
  /// - Throws: `OperatorCheck.Mismatch`; what the runtime says of a model that it refuses.
  func matchesRuntime(
    _ tolerance: OperatorCheck.Tolerance = .init(relative: 1e-5, absolute: 1e-5)
  ) throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(ONNXModelFile(model).bytes, to: "model.onnx")
    let answer = try ONNXOracle.run(path, inputs: arguments.map { OracleTensor($0) })
    guard answer.outputs.count == outputs.count else {
      throw OperatorCheck.Mismatch(
        description: "expected \(answer.outputs.count) outputs, got \(outputs.count)")
    }
    for (index, pair) in zip(outputs, answer.outputs).enumerated() {
      guard let expected = pair.1.tensor else {
        throw OperatorCheck.Mismatch(description: "output \(index) is a \(pair.1.elementType)")
      }
      try OperatorCheck.compare(pair.0, expected, tolerance, output: index)
    }
  }
}

/// A model of one graph as the bytes of an ONNX file; attributes are numbers, lists of numbers and strings.
private struct ONNXModelFile {
  private(set) var bytes: [UInt8] = []

  init(_ model: ONNXModel) {
    bytes = Self.number(1, model.irVersion)
    for opset in model.opsetImports {
      bytes += Self.message(8, Self.text(1, opset.domain) + Self.number(2, opset.version))
    }
    bytes += Self.message(7, Self.graph(model.graph))
  }

  private static func graph(_ graph: ONNXGraph) -> [UInt8] {
    var bytes = text(2, "graph")
    for node in graph.nodes { bytes += message(1, Self.node(node)) }
    for tensor in graph.initializers { bytes += message(5, ONNXEncoder.encode(tensor)) }
    for input in graph.inputs { bytes += message(11, value(input)) }
    for output in graph.outputs { bytes += message(12, value(output)) }
    return bytes
  }

  private static func node(_ node: ONNXNode) -> [UInt8] {
    node.inputs.flatMap { text(1, $0) } + node.outputs.flatMap { text(2, $0) }
      + text(4, node.operatorType) + node.attributes.flatMap { message(5, attribute($0)) }
      + text(7, node.domain)
  }

  private static func attribute(_ attribute: ONNXAttribute) -> [UInt8] {
    let name = text(1, attribute.name)
    switch attribute.value {
    case .float(let value): return name + float(2, value) + number(20, 1)
    case .int(let value): return name + number(3, Int(value)) + number(20, 2)
    case .string(let value): return name + message(4, value) + number(20, 3)
    case .floats(let values): return name + values.flatMap { float(7, $0) } + number(20, 6)
    case .ints(let values): return name + values.flatMap { number(8, Int($0)) } + number(20, 7)
    case .tensor, .graph, .sparseTensor, .type, .strings, .tensors, .graphs, .sparseTensors, .types,
      .undefined:
      return name
    }
  }

  private static func value(_ value: ONNXValueInfo) -> [UInt8] {
    guard case .tensor(let element, let shape)? = value.type else { return text(1, value.name) }
    let dimensions = (shape ?? []).flatMap { dimension -> [UInt8] in
      guard case .value(let size) = dimension else { return message(1, []) }
      return message(1, number(1, size))
    }
    let type = number(1, Int(element.rawValue)) + message(2, dimensions)
    return text(1, value.name) + message(2, message(1, type))
  }

  private static func text(_ field: UInt64, _ text: String) -> [UInt8] { message(field, Array(text.utf8)) }

  private static func message(_ field: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    varint(field << 3 | 2) + varint(UInt64(bytes.count)) + bytes
  }

  private static func number(_ field: UInt64, _ value: Int) -> [UInt8] {
    varint(field << 3) + varint(UInt64(bitPattern: Int64(value)))
  }

  private static func float(_ field: UInt64, _ value: Float) -> [UInt8] {
    varint(field << 3 | 5) + withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7f) | 0x80] + varint(value >> 7)
  }
}
