import EdgeIR

extension ElementType {
  /// The type in which TFLite computes exactly with numbers of this type: its own, or a wider one, since TFLite's
  /// 8-bit and 16-bit kernels are for quantized numbers. Nil where TFLite has no such kernels.
  var tfliteComputing: ElementType? {
    switch self {
    case .float32, .int32, .int64: self
    case .int8, .int16, .uint8, .uint16: .int32
    case .uint32: .int64
    case .float16, .float64, .uint64, .bool: nil
    }
  }
}
