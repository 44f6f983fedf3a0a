import TFLiteFormat

/// A set of element types.
struct TFLiteElementSet: OptionSet {
  let rawValue: UInt32

  static let float32 = Self(.float32)
  static let float16 = Self(.float16)
  static let float64 = Self(.float64)
  static let int8 = Self(.int8)
  static let int16 = Self(.int16)
  static let int32 = Self(.int32)
  static let int64 = Self(.int64)
  static let uint8 = Self(.uint8)
  static let uint16 = Self(.uint16)
  static let uint32 = Self(.uint32)
  static let uint64 = Self(.uint64)
  static let bool = Self(.bool)

  /// All types that edgec computes with.
  static let all: Self = [
    .float32, .float16, .float64, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .bool,
  ]
  static let signed: Self = [.int8, .int16, .int32, .int64]

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ type: TFLiteTensorType) { rawValue = 1 << UInt32(type.rawValue) }

  func contains(_ type: TFLiteTensorType) -> Bool { contains(Self(type)) }

  /// `float32, int8 or int16`
  var listed: String {
    let names = TFLiteTensorType.allCases.filter { contains($0) }.map { $0.schemaName.lowercased() }
    guard let last = names.last else { return "nothing" }
    return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " or " + last
  }
}
