internal import EdgeSupport
internal import ONNXBridge

extension MessageReader {
  func tensor(_ message: UnsafeRawPointer) throws -> ONNXTensor {
    let fields = onnxb_tensor_view(message)
    let name = String(fields.name)
    let elementType = ONNXElementType(rawValue: fields.element_type)
    guard elementType != .undefined else { throw misfit("has no element type", tensor: name) }
    guard !fields.is_segment else {
      throw misfit("is one segment of a larger tensor, expected it whole", tensor: name)
    }
    let (shape, elementCount) = try shape(fields.dimensions, tensor: name)
    let data =
      elementType == .string
      ? try strings(fields, elementCount: elementCount, tensor: name)
      : try bytes(message, fields, elementType: elementType, elementCount: elementCount, tensor: name)
    return ONNXTensor(name: name, elementType: elementType, shape: shape, data: data)
  }

  func sparseTensor(_ message: UnsafeRawPointer) throws -> ONNXSparseTensor {
    let fields = onnxb_sparse_tensor_view(message)
    guard let valuesMessage = fields.values, let indicesMessage = fields.indices else {
      throw malformed("has a sparse tensor without values or without indices")
    }
    let values = try tensor(valuesMessage)
    let (shape, _) = try shape(fields.dimensions, tensor: values.name)
    return ONNXSparseTensor(values: values, indices: try tensor(indicesMessage), shape: shape)
  }

  /// The dimensions and their product. An empty dimension makes the product 0 whatever the others are.
  private func shape(_ dimensions: onnxb_ints, tensor name: String) throws -> (shape: [Int], count: Int) {
    let shape = UnsafeBufferPointer(start: dimensions.values, count: dimensions.count).map { Int($0) }
    if let negative = shape.first(where: { $0 < 0 }) {
      throw misfit("expected dimensions of at least 0, got \(negative)", tensor: name)
    }
    if shape.contains(0) { return (shape, 0) }
    var product = 1
    for dimension in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
      guard !overflow else { throw tooLarge(shape, tensor: name) }
      product = next
    }
    return (shape, product)
  }

  private func strings(
    _ fields: onnxb_tensor, elementCount: Int, tensor name: String
  ) throws -> ONNXTensorData {
    guard fields.strings.count == elementCount else {
      throw misfit(
        "expected \(elementCount) strings for its shape, got \(fields.strings.count)", tensor: name)
    }
    return .strings(fields.strings.map { [UInt8](UnsafeRawBufferPointer(onnxb_string_view($0))) })
  }

  private func bytes(
    _ message: UnsafeRawPointer, _ fields: onnxb_tensor, elementType: ONNXElementType, elementCount: Int,
    tensor name: String
  ) throws -> ONNXTensorData {
    // An element type from the future has no known width: its bytes are passed on as they are.
    var expected: Int?
    if elementType.bitWidth != nil {
      guard let count = elementType.byteCount(elementCount: elementCount) else {
        throw tooLarge([elementCount], tensor: name)
      }
      expected = count
    }
    if fields.is_external {
      let entries = fields.external_data.map {
        let entry = onnxb_entry_view($0)
        return ONNXMetadata(key: String(entry.key), value: String(entry.value))
      }
      let alignment = min(8, max(1, (elementType.bitWidth ?? 8) / 8))
      return .bytes(
        try externalData.bytes(entries, tensor: name, expectedCount: expected, alignment: alignment))
    }
    let bytes = try takenBytes(message, tensor: name)
    guard expected == nil || bytes.count == expected else {
      throw misfit(
        "expected \(expected ?? 0) bytes for \(elementCount) elements of \(elementType.name), got \(bytes.count)",
        tensor: name)
    }
    return .bytes(bytes)
  }

  private func takenBytes(_ message: UnsafeRawPointer, tensor name: String) throws -> ONNXBytes {
    let buffer = try Bridge.handle(at: location(of: name)) { onnxb_tensor_take(message, $0, $1) }
    let count = onnxb_buffer_count(buffer)
    return ONNXBytes(
      baseAddress: onnxb_buffer_bytes(buffer), count: count, owner: MessageBytes(buffer: buffer))
  }

  private func misfit(_ message: String, tensor name: String) -> Diagnostic {
    .error(
      .malformedTensor, "a stored tensor \(message)", at: location(of: name),
      hint: "export the model again")
  }

  private func tooLarge(_ shape: [Int], tensor name: String) -> Diagnostic {
    .error(
      .sizeLimitExceeded, "a stored tensor has more elements than memory can address: \(shape)",
      at: location(of: name))
  }

  /// Tensors in attributes have no name, as a rule.
  private func location(of tensor: String) -> Diagnostic.Location {
    Diagnostic.Location(file: path, value: tensor.isEmpty ? nil : tensor)
  }
}

/// Elements that were moved out of a protobuf message.
private final class MessageBytes: @unchecked Sendable {
  private let buffer: OpaquePointer

  init(buffer: OpaquePointer) {
    self.buffer = buffer
  }

  deinit { onnxb_buffer_free(buffer) }
}
