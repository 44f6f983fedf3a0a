extension ONNXDecoder {
  /// One TensorProto, as ONNX's test data store it. For tensors that numpy's format cannot hold.
  public static func encodeTensor(_ tensor: ONNXTensor) -> [UInt8] {
    var writer = WireWriter()
    for dimension in tensor.shape { writer.varint(field: 1, UInt64(bitPattern: Int64(dimension))) }
    writer.varint(field: 2, UInt64(bitPattern: Int64(tensor.elementType.rawValue)))
    switch tensor.data {
    case .strings(let strings):
      for string in strings { string.withUnsafeBytes { writer.bytes(field: 6, $0) } }
    case .bytes(let bytes):
      bytes.withUnsafeBytes { writer.bytes(field: 9, $0) }
    }
    if !tensor.name.isEmpty {
      Array(tensor.name.utf8).withUnsafeBytes { writer.bytes(field: 8, $0) }
    }
    return writer.encoded
  }
}

/// The two kinds of protobuf field that a TensorProto is made of.
private struct WireWriter {
  private(set) var encoded: [UInt8] = []

  mutating func varint(field: UInt64, _ value: UInt64) {
    append(varint: field << 3)
    append(varint: value)
  }

  mutating func bytes(field: UInt64, _ bytes: UnsafeRawBufferPointer) {
    append(varint: field << 3 | 2)
    append(varint: UInt64(bytes.count))
    encoded.append(contentsOf: bytes)
  }

  private mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      encoded.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    encoded.append(UInt8(rest))
  }
}
