import EdgeIR

extension ElementType {
  /// The datatype in the names of kernels that compute with this type; nil where there are none.
  var kernelType: String? {
    switch self {
    case .float32: "f32"
    case .float64: "f64"
    case .int8: "s8"
    case .int16: "s16"
    case .int32: "s32"
    case .int64: "s64"
    case .uint8: "u8"
    case .uint16: "u16"
    case .uint32: "u32"
    case .uint64: "u64"
    case .bool: "bool"
    case .float16: nil
    }
  }

  /// The datatype in the names of kernels that only move elements of this size.
  var movedType: String { "x\(sizeInBytes * 8)" }
}
