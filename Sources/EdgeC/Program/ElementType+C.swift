import CSource
import EdgeIR

extension ElementType {
  /// The fixed-width C type that stores one element; the bits of a float16 travel in a `uint16_t`.
  var cType: CType {
    switch self {
    case .float32: .float
    case .float64: .double
    case .int8: .integer(bits: 8)
    case .int16: .integer(bits: 16)
    case .int32: .integer(bits: 32)
    case .int64: .integer(bits: 64)
    case .uint8, .bool: .integer(bits: 8, signed: false)
    case .uint16, .float16: .integer(bits: 16, signed: false)
    case .uint32: .integer(bits: 32, signed: false)
    case .uint64: .integer(bits: 64, signed: false)
    }
  }
}

extension Tensor {
  var cElements: CArrayElements {
    switch element {
    case .float32: .float(elements())
    case .float64: .double(elements())
    case .int8: .int8(elements())
    case .int16: .int16(elements())
    case .int32: .int32(elements())
    case .int64: .int64(elements())
    case .uint8: .uint8(elements())
    case .uint16: .uint16(elements())
    case .uint32: .uint32(elements())
    case .uint64: .uint64(elements())
    case .bool: .bool(elements())
    case .float16: .uint16(elements(as: Float16.self).map(\.bitPattern))
    }
  }
}
