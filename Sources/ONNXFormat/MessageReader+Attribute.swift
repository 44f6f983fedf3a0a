internal import ONNXBridge

extension MessageReader {
  func attribute(_ message: UnsafeRawPointer, depth: Int) throws -> ONNXAttribute {
    let fields = onnxb_attribute_view(message)
    let name = String(fields.name)
    let referencedName = String(fields.referenced_name)
    return ONNXAttribute(
      name: name, value: try value(fields, depth: depth),
      referencedName: referencedName.isEmpty ? nil : referencedName)
  }

  private func value(_ fields: onnxb_attribute, depth: Int) throws -> ONNXAttributeValue {
    switch fields.kind {
    case ONNXB_ATTRIBUTE_FLOAT: return .float(fields.float_value)
    case ONNXB_ATTRIBUTE_INT: return .int(fields.int_value)
    case ONNXB_ATTRIBUTE_STRING: return .string([UInt8](UnsafeRawBufferPointer(fields.string_value)))
    case ONNXB_ATTRIBUTE_FLOATS:
      return .floats([Float](UnsafeBufferPointer(start: fields.floats.values, count: fields.floats.count)))
    case ONNXB_ATTRIBUTE_INTS:
      return .ints([Int64](UnsafeBufferPointer(start: fields.ints.values, count: fields.ints.count)))
    case ONNXB_ATTRIBUTE_STRINGS:
      return .strings(fields.list.map { [UInt8](UnsafeRawBufferPointer(onnxb_string_view($0))) })
    case ONNXB_ATTRIBUTE_TENSORS: return .tensors(try fields.list.map(tensor))
    case ONNXB_ATTRIBUTE_GRAPHS: return .graphs(try fields.list.map { try graph($0, depth: depth + 1) })
    case ONNXB_ATTRIBUTE_SPARSE_TENSORS: return .sparseTensors(try fields.list.map(sparseTensor))
    case ONNXB_ATTRIBUTE_TYPES: return .types(fields.list.compactMap(type))
    default: return try fields.message.map { try value(of: fields.kind, in: $0, depth: depth) } ?? .undefined
    }
  }

  private func value(
    of kind: onnxb_attribute_kind, in message: UnsafeRawPointer, depth: Int
  ) throws -> ONNXAttributeValue {
    switch kind {
    case ONNXB_ATTRIBUTE_TENSOR: .tensor(try tensor(message))
    case ONNXB_ATTRIBUTE_GRAPH: .graph(try graph(message, depth: depth + 1))
    case ONNXB_ATTRIBUTE_SPARSE_TENSOR: .sparseTensor(try sparseTensor(message))
    case ONNXB_ATTRIBUTE_TYPE: type(message).map { .type($0) } ?? .undefined
    default: .undefined
    }
  }

  func valueInfo(_ message: UnsafeRawPointer) -> ONNXValueInfo {
    let fields = onnxb_value_info_view(message)
    return ONNXValueInfo(name: String(fields.name), type: fields.type.flatMap(type))
  }

  /// Nested types are as deep as protobuf lets them be, which is 50.
  func type(_ message: UnsafeRawPointer) -> ONNXType? {
    let fields = onnxb_type_view(message)
    let elementType = ONNXElementType(rawValue: fields.element_type)
    switch fields.kind {
    case ONNXB_TYPE_TENSOR: return .tensor(elementType: elementType, shape: shape(fields))
    case ONNXB_TYPE_SPARSE_TENSOR: return .sparseTensor(elementType: elementType, shape: shape(fields))
    case ONNXB_TYPE_SEQUENCE: return .sequence(fields.element.flatMap(type))
    case ONNXB_TYPE_OPTIONAL: return .optional(fields.element.flatMap(type))
    case ONNXB_TYPE_MAP: return .map(key: elementType, value: fields.element.flatMap(type))
    default: return nil
    }
  }

  private func shape(_ fields: onnxb_type) -> [ONNXDimension]? {
    guard fields.has_shape else { return nil }
    return fields.dimensions.map {
      let dimension = onnxb_dimension_view($0)
      if dimension.has_value { return dimension.value < 0 ? .unknown : .value(Int(dimension.value)) }
      return dimension.parameter.count == 0 ? .unknown : .parameter(String(dimension.parameter))
    }
  }
}
