import EdgeIR

/// Numbers that are ordered like those of a type that TFLite does not compare.
extension DecompositionBuilder {
  /// A float32, int32 or int64 for every element, in the same order. Those of float64 NaNs lie beyond all others.
  mutating func orderedKeys(_ value: ValueID) throws -> ValueID {
    switch type(value).element {
    case .float32, .int32, .int64: return value
    case .float16: return try cast(value, to: .float32)
    case .int8, .int16, .uint8, .uint16, .bool: return try cast(value, to: .int32)
    case .uint32: return try cast(value, to: .int64)
    // Adding half the range, modulo the range, puts the upper half behind the lower one.
    case .uint64: return try binary(.add, bitCast(value, to: .int64), .min)
    case .float64:
      // A negative number is its sign bit and its magnitude.
      let bits = try bitCast(value, to: .int64)
      let mirrored = try binary(.subtract, scalar(.min, .int64), bits)
      return try select(compare(.less, bits, 0), mirrored, bits)
    }
  }

  /// Whether the float64s with these keys are numbers.
  mutating func areNumbers(_ keys: ValueID) throws -> ValueID {
    let infinity = Int64(bitPattern: Double.infinity.bitPattern)
    return try add(
      Logical(.and), compare(.lessOrEqual, keys, infinity), compare(.greaterOrEqual, keys, -infinity))
  }
}
