public import EdgeIR

extension OracleTensor {
  /// A tensor of the IR under a name.
  public init(_ tensor: Tensor, name: String = "") {
    self.init(
      name: name, elementType: Self.numpyName(tensor.element), shape: tensor.shape,
      bytes: [UInt8](tensor.storage.bytes))
  }

  /// The same as a tensor of the IR; nil when its element type is none of the IR's or the bytes do not fit the shape.
  public var tensor: Tensor? {
    guard let element = ElementType.allCases.first(where: { Self.numpyName($0) == elementType }) else {
      return nil
    }
    let type = TensorType(element, shape)
    guard bytes.count == type.sizeInBytes else { return nil }
    return Tensor(type, storage: bytes.withUnsafeBytes { TensorStorage(copying: $0) })
  }

  private static func numpyName(_ element: ElementType) -> String {
    switch element {
    case .float16: "float16"
    case .float32: "float32"
    case .float64: "float64"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .uint8: "uint8"
    case .uint16: "uint16"
    case .uint32: "uint32"
    case .uint64: "uint64"
    case .bool: "bool"
    }
  }
}
