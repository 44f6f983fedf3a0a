/// The type of a tensor's elements. Raw values are the names used in the text form and in messages.
public enum ElementType: String, Hashable, Sendable, CaseIterable {
  case float16 = "f16"
  case float32 = "f32"
  case float64 = "f64"
  case int8 = "i8"
  case int16 = "i16"
  case int32 = "i32"
  case int64 = "i64"
  case uint8 = "u8"
  case uint16 = "u16"
  case uint32 = "u32"
  case uint64 = "u64"
  case bool = "bool"

  public var sizeInBytes: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  public var isFloat: Bool {
    switch self {
    case .float16, .float32, .float64: true
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .bool: false
    }
  }

  public var isInteger: Bool { !isFloat && self != .bool }

  /// The Swift type that stores one element. Passing it to a generic function opens it:
  /// `kernel(type.swiftType, …)` runs `kernel<Element>(_: Element.Type, …)`.
  public var swiftType: any TensorElement.Type {
    switch self {
    case .float16: Float16.self
    case .float32: Float.self
    case .float64: Double.self
    case .int8: Int8.self
    case .int16: Int16.self
    case .int32: Int32.self
    case .int64: Int64.self
    case .uint8: UInt8.self
    case .uint16: UInt16.self
    case .uint32: UInt32.self
    case .uint64: UInt64.self
    case .bool: Bool.self
    }
  }

  /// As `swiftType`, for arithmetic; nil for bool.
  public var numericType: (any NumericElement.Type)? { swiftType as? any NumericElement.Type }

  /// As `swiftType`, for floating point; nil for integers and bool.
  public var floatType: (any FloatElement.Type)? { swiftType as? any FloatElement.Type }

  /// As `swiftType`, for integers; nil for floats and bool.
  public var integerType: (any IntegerElement.Type)? { swiftType as? any IntegerElement.Type }
}
