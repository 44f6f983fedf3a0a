public import EdgeIR
public import TFLiteFormat

extension ElementType {
  /// The TFLite schema's name for the type.
  public var tflite: TFLiteTensorType {
    switch self {
    case .float16: .float16
    case .float32: .float32
    case .float64: .float64
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    case .uint8: .uint8
    case .uint16: .uint16
    case .uint32: .uint32
    case .uint64: .uint64
    case .bool: .bool
    }
  }

  /// Nil for the types edgec does not compute with: strings, complex numbers, less than eight bits.
  public init?(tflite: TFLiteTensorType) {
    guard let match = ElementType.allCases.first(where: { $0.tflite == tflite }) else { return nil }
    self = match
  }
}
