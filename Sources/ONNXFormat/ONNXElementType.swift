/// TensorProto.DataType. Numbers that edgec does not know are kept: `name` and `bitWidth` tell.
public struct ONNXElementType: RawRepresentable, Hashable, Sendable {
  public var rawValue: Int32

  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  public static let undefined = ONNXElementType(rawValue: 0)
  public static let float = ONNXElementType(rawValue: 1)
  public static let uint8 = ONNXElementType(rawValue: 2)
  public static let int8 = ONNXElementType(rawValue: 3)
  public static let uint16 = ONNXElementType(rawValue: 4)
  public static let int16 = ONNXElementType(rawValue: 5)
  public static let int32 = ONNXElementType(rawValue: 6)
  public static let int64 = ONNXElementType(rawValue: 7)
  public static let string = ONNXElementType(rawValue: 8)
  public static let bool = ONNXElementType(rawValue: 9)
  public static let float16 = ONNXElementType(rawValue: 10)
  public static let double = ONNXElementType(rawValue: 11)
  public static let uint32 = ONNXElementType(rawValue: 12)
  public static let uint64 = ONNXElementType(rawValue: 13)
  public static let complex64 = ONNXElementType(rawValue: 14)
  public static let complex128 = ONNXElementType(rawValue: 15)
  public static let bfloat16 = ONNXElementType(rawValue: 16)
  public static let float8e4m3fn = ONNXElementType(rawValue: 17)
  public static let float8e4m3fnuz = ONNXElementType(rawValue: 18)
  public static let float8e5m2 = ONNXElementType(rawValue: 19)
  public static let float8e5m2fnuz = ONNXElementType(rawValue: 20)
  public static let uint4 = ONNXElementType(rawValue: 21)
  public static let int4 = ONNXElementType(rawValue: 22)
  public static let float4e2m1 = ONNXElementType(rawValue: 23)
  public static let float8e8m0 = ONNXElementType(rawValue: 24)
  public static let uint2 = ONNXElementType(rawValue: 25)
  public static let int2 = ONNXElementType(rawValue: 26)

  /// Name and bits of one element, indexed by number; no width where elements are not of fixed size.
  private static let table: [(name: String, bitWidth: Int?)] = [
    ("undefined", nil), ("float", 32), ("uint8", 8), ("int8", 8), ("uint16", 16), ("int16", 16),
    ("int32", 32), ("int64", 64), ("string", nil), ("bool", 8), ("float16", 16), ("double", 64),
    ("uint32", 32), ("uint64", 64), ("complex64", 64), ("complex128", 128), ("bfloat16", 16),
    ("float8e4m3fn", 8), ("float8e4m3fnuz", 8), ("float8e5m2", 8), ("float8e5m2fnuz", 8), ("uint4", 4),
    ("int4", 4), ("float4e2m1", 4), ("float8e8m0", 8), ("uint2", 2), ("int2", 2),
  ]

  private var entry: (name: String, bitWidth: Int?)? {
    Int(exactly: rawValue).flatMap { Self.table.indices.contains($0) ? Self.table[$0] : nil }
  }

  /// The specification's name in lower case; `type 99` for a number it does not have.
  public var name: String { entry?.name ?? "type \(rawValue)" }

  /// Bits of one element in `raw_data`; nil for strings, `undefined` and unknown numbers.
  public var bitWidth: Int? { entry?.bitWidth }

  /// Bytes that `elementCount` elements take, packed: elements under eight bits share bytes and the last is
  /// padded. Nil where there is no fixed width or the product overflows.
  public func byteCount(elementCount: Int) -> Int? {
    guard let bitWidth else { return nil }
    if bitWidth >= 8 {
      let (bytes, overflow) = elementCount.multipliedReportingOverflow(by: bitWidth / 8)
      return overflow ? nil : bytes
    }
    let (whole, rest) = elementCount.quotientAndRemainder(dividingBy: 8 / bitWidth)
    return rest == 0 ? whole : whole + 1
  }
}
