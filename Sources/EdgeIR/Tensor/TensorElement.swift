/// A Swift type that a tensor can hold, bit for bit.
public protocol TensorElement: Hashable, Sendable, BitwiseCopyable {
  static var elementType: ElementType { get }
}

/// An element with arithmetic. Integer operations wrap, as C's and numpy's do.
public protocol NumericElement: TensorElement, Numeric, Comparable {
  static func wrappingAdd(_ a: Self, _ b: Self) -> Self
  static func wrappingSubtract(_ a: Self, _ b: Self) -> Self
  static func wrappingMultiply(_ a: Self, _ b: Self) -> Self
  /// The nearest double. Exact except for 64-bit integers beyond 2^53.
  var asDouble: Double { get }
  /// The value closest to `value` for a float; for an integer the truncated value, saturated at the type's
  /// limits, NaN becoming zero.
  init(converting value: Double)
  static var lowest: Self { get }
  static var highest: Self { get }
}

public protocol FloatElement: NumericElement, BinaryFloatingPoint {}

public protocol IntegerElement: NumericElement, FixedWidthInteger {}

extension FloatElement {
  @inlinable public static func wrappingAdd(_ a: Self, _ b: Self) -> Self { a + b }
  @inlinable public static func wrappingSubtract(_ a: Self, _ b: Self) -> Self { a - b }
  @inlinable public static func wrappingMultiply(_ a: Self, _ b: Self) -> Self { a * b }
  @inlinable public var asDouble: Double { Double(self) }
  @inlinable public init(converting value: Double) { self = Self(value) }
  @inlinable public static var lowest: Self { -.infinity }
  @inlinable public static var highest: Self { .infinity }
}

extension IntegerElement {
  @inlinable public static func wrappingAdd(_ a: Self, _ b: Self) -> Self { a &+ b }
  @inlinable public static func wrappingSubtract(_ a: Self, _ b: Self) -> Self { a &- b }
  @inlinable public static func wrappingMultiply(_ a: Self, _ b: Self) -> Self { a &* b }
  @inlinable public var asDouble: Double { Double(self) }
  @inlinable public init(converting value: Double) {
    if value.isNaN {
      self = 0
    } else if value <= Double(Self.min) {
      self = .min
    } else if value >= Double(Self.max) {
      self = .max
    } else {
      self = Self(value)
    }
  }
  @inlinable public static var lowest: Self { .min }
  @inlinable public static var highest: Self { .max }
}

extension Bool: TensorElement { public static var elementType: ElementType { .bool } }
extension Float16: FloatElement { public static var elementType: ElementType { .float16 } }
extension Float: FloatElement { public static var elementType: ElementType { .float32 } }
extension Double: FloatElement { public static var elementType: ElementType { .float64 } }
extension Int8: IntegerElement { public static var elementType: ElementType { .int8 } }
extension Int16: IntegerElement { public static var elementType: ElementType { .int16 } }
extension Int32: IntegerElement { public static var elementType: ElementType { .int32 } }
extension Int64: IntegerElement { public static var elementType: ElementType { .int64 } }
extension UInt8: IntegerElement { public static var elementType: ElementType { .uint8 } }
extension UInt16: IntegerElement { public static var elementType: ElementType { .uint16 } }
extension UInt32: IntegerElement { public static var elementType: ElementType { .uint32 } }
extension UInt64: IntegerElement { public static var elementType: ElementType { .uint64 } }
