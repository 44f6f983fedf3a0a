import EdgeIR

/// Bits that TFLite lacks, from those that it has: the exclusive or and shifts by constants, of up to 32 bits.
extension Logical: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let (a, b) = (try builder.input(0), try builder.input(1))
    let element = builder.type(a).element
    switch element {
    case .int8, .int16, .uint8, .uint16:
      let result = try builder.add(self, builder.cast(a, to: .int32), builder.cast(b, to: .int32))
      return [try builder.cast(result, to: element)]
    case .uint32 where kind != .shiftRight: return [try onSigned(a, b, .int32, &builder)]
    case .uint64 where kind != .shiftRight: return [try onSigned(a, b, .int64, &builder)]
    case .uint32, .int32, .uint64, .int64: break
    case .float16, .float32, .float64, .bool:
      throw OperatorError("\(kind) of \(element.rawValue) has no simpler form")
    }
    switch kind {
    case .and, .or, .xor: return [try element == .int64 ? onHalves(a, b, &builder) : combine(a, b, &builder)]
    case .shiftLeft: return [try shiftLeft(a, b, &builder)]
    case .shiftRight:
      if element == .uint64 { return [try shiftLongUnsigned(a, b, &builder)] }
      return [try element == .int64 ? shiftLong(a, b, &builder) : shift(a, b, &builder)]
    }
  }

  private func onSigned(
    _ a: ValueID, _ b: ValueID, _ signed: ElementType, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let result = try builder.add(self, builder.bitCast(a, to: signed), builder.bitCast(b, to: signed))
    return try builder.bitCast(result, to: builder.type(a).element)
  }

  /// "And" and "or" of int32s. a + b is (a xor b) + 2 (a and b), in which there is no carry for all bits but the last.
  private func combine(_ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let one = builder.scalar(1, .int32)
    func split(_ x: ValueID, _ builder: inout DecompositionBuilder) throws -> (half: ValueID, last: ValueID) {
      let half = try builder.add(Logical(.shiftRight), x, one)
      return (half, try builder.binary(.subtract, x, builder.binary(.add, half, half)))
    }
    let (x, y) = (try split(a, &builder), try split(b, &builder))
    let carried = try builder.binary(
      .subtract, builder.binary(.add, x.half, y.half), builder.add(Logical(.xor), x.half, y.half))
    let and = try builder.binary(.add, carried, builder.binary(.multiply, x.last, y.last))
    return try kind == .and ? and : builder.binary(.add, and, builder.add(Logical(.xor), a, b))
  }

  /// Of int64s, half by half.
  private func onHalves(_ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let low = try builder.add(self, builder.cast(a, to: .int32), builder.cast(b, to: .int32))
    let high = try builder.add(self, upperHalf(a, &builder), upperHalf(b, &builder))
    let shifted = try builder.binary(.multiply, builder.cast(high, to: .int64), 1 << 32)
    return try builder.binary(.add, shifted, builder.cast(builder.bitCast(low, to: .uint32), to: .int64))
  }

  /// The upper 32 bits, 16 at a time, which a float32 holds.
  private func upperHalf(_ x: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    func scaled(_ value: ValueID, by power: Float, _ builder: inout DecompositionBuilder) throws -> ValueID {
      let number = try builder.cast(value, to: .float32)
      let quotient = try builder.binary(.multiply, number, builder.constant(Tensor(scalar: power)))
      return try builder.cast(quotient, to: .int32)
    }
    let below32 = try builder.binary(.modulo(fmod: false), x, 1 << 32)
    let below48 = try builder.binary(.modulo(fmod: false), x, 1 << 48)
    let middle = try scaled(builder.binary(.subtract, below48, below32), by: 0x1p-32, &builder)
    let top = try scaled(builder.binary(.subtract, x, below48), by: 0x1p-48, &builder)
    return try builder.binary(.add, builder.binary(.multiply, top, 1 << 16), middle)
  }

  // Shifts

  /// A product with a power of 2, 0 from the width on.
  private func shiftLeft(_ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID
  {
    let element = builder.type(a).element
    let width = element.sizeInBytes * 8
    let powers = (0...width).map { $0 == width ? 0 : Int64(truncatingIfNeeded: UInt64(1) << UInt64($0)) }
    let place = try limited(b, to: width, &builder)
    let power = try builder.add(Gather(axis: 0), builder.integers(powers, [width + 1], element), place)
    return try builder.binary(.multiply, a, power)
  }

  /// Of int32 or uint32, by 16, 8, … places where the shift has that bit.
  private func shift(_ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let element = builder.type(a).element
    let count = try limited(builder.bitCast(b, to: .int32), to: 32, &builder)
    var result = a
    for places in [16, 8, 4, 2, 1] as [Int64] {
      let moved = try builder.add(Logical(.shiftRight), result, builder.scalar(places, element))
      let rest = try builder.binary(.modulo(fmod: false), count, 2 * places)
      result = try builder.select(builder.compare(.greaterOrEqual, rest, places), moved, result)
    }
    let fill =
      element == .int32
      ? try builder.add(Logical(.shiftRight), a, builder.scalar(31, element)) : builder.scalar(0, element)
    return try builder.select(builder.compare(.equal, count, 32), fill, result)
  }

  /// The quotient by a power of 2, rounded down: what is left after the remainder is a multiple.
  private func shiftLong(_ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder) throws -> ValueID
  {
    let place = try limited(b, to: 63, &builder)
    let powers = (0...63).map { Int64(1) << min($0, 62) }
    let power = try builder.add(Gather(axis: 0), builder.integers(powers, [64], .int64), place)
    let multiple = try builder.binary(.subtract, a, builder.binary(.modulo(fmod: false), a, power))
    let quotient = try builder.binary(.divide, multiple, power)
    let isNegative = try builder.compare(.less, a, 0)
    let fill = try builder.select(isNegative, builder.scalar(-1, .int64), builder.scalar(0, .int64))
    return try builder.select(builder.compare(.equal, place, 63), fill, quotient)
  }

  /// As of int64, without the bits that come in with the sign.
  private func shiftLongUnsigned(
    _ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let (x, count) = (try builder.bitCast(a, to: .int64), try builder.bitCast(b, to: .int64))
    let shifted = try builder.add(Logical(.shiftRight), x, count)
    let excess = (0...64).map { Int64(truncatingIfNeeded: UInt64(1) << UInt64(64 - $0)) }
    let place = try limited(count, to: 64, &builder)
    let sign = try builder.add(Gather(axis: 0), builder.integers(excess, [65], .int64), place)
    let isNegative = try builder.compare(.less, x, 0)
    let extra = try builder.select(isNegative, sign, builder.scalar(0, .int64))
    return try builder.bitCast(builder.binary(.add, shifted, extra), to: .uint64)
  }

  /// A shift of at most `limit`, to which negative ones go, too.
  private func limited(_ b: ValueID, to limit: Int, _ builder: inout DecompositionBuilder) throws -> ValueID {
    let bound = builder.scalar(Int64(limit), builder.type(b).element)
    return try builder.select(builder.compare(.less, b, 0), bound, builder.binary(.minimum, b, bound))
  }
}
