import EdgeIR

/// Arithmetic that TFLite lacks: on types that it does not compute with, in others; on integers, in smaller steps.
extension Binary: Decomposing {
  public func decompose(_ node: Node, into builder: inout DecompositionBuilder) throws -> [ValueID] {
    let (a, b) = (try builder.input(0), try builder.input(1))
    let element = builder.type(a).element
    switch element {
    case .float16: return [try converted(a, b, to: .float32, &builder)]
    case .float64: return [try extreme(a, b, &builder)]
    case .uint64: return [try onLongUnsigned(a, b, &builder)]
    case .uint32: return [try converted(a, b, to: .int64, &builder)]
    case .int8, .int16, .uint8, .uint16: return [try converted(a, b, to: .int32, &builder)]
    case .int32, .int64:
      switch kind {
      case .divide where element == .int64: return [try quotient(a, b, &builder)]
      case .modulo(fmod: true): return [try remainder(a, b, &builder)]
      case .power: return [try IntegerPower(base: a, exponent: b).build(&builder)]
      case .add, .subtract, .multiply, .divide, .minimum, .maximum, .modulo(fmod: false): break
      }
    case .float32, .bool: break
    }
    throw OperatorError("\(kind) of \(element.rawValue) has no simpler form")
  }

  private func converted(
    _ a: ValueID, _ b: ValueID, to wide: ElementType, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let result = try builder.add(self, builder.cast(a, to: wide), builder.cast(b, to: wide))
    return try builder.cast(result, to: builder.type(a).element)
  }

  /// Sums and products do not depend on the sign.
  private func onLongUnsigned(
    _ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    switch kind {
    case .add, .subtract, .multiply:
      let result = try builder.add(self, builder.bitCast(a, to: .int64), builder.bitCast(b, to: .int64))
      return try builder.bitCast(result, to: .uint64)
    case .minimum, .maximum: return try extreme(a, b, &builder)
    case .divide, .power, .modulo: throw OperatorError("\(kind) of u64 has no simpler form")
    }
  }

  /// The smaller or the larger by the order of keys; the first when it is NaN.
  private func extreme(
    _ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    guard kind == .minimum || kind == .maximum else {
      throw OperatorError("\(kind) of \(builder.type(a).element.rawValue) has no simpler form")
    }
    let keys = [try builder.orderedKeys(a), try builder.orderedKeys(b)]
    var isFirst = try builder.compare(kind == .minimum ? .less : .greater, keys[0], keys[1])
    if builder.type(a).element == .float64 {
      let isNaN = try builder.add(Not(), builder.areNumbers(keys[0]))
      let isBelow = try builder.add(Logical(.and), isFirst, builder.areNumbers(keys[1]))
      isFirst = try builder.add(Logical(.or), isBelow, isNaN)
    }
    return try builder.select(isFirst, a, b)
  }

  /// The remainder of rounding down, less the divisor where it does not have the dividend's sign.
  private func remainder(
    _ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let rest = try builder.binary(.modulo(fmod: false), a, b)
    let differ = try builder.add(
      Logical(.xor), builder.compare(.less, a, 0), builder.compare(.less, b, 0))
    let isWhole = try builder.compare(.equal, rest, 0)
    let excess = try builder.select(
      builder.add(Logical(.and), differ, builder.add(Not(), isWhole)), b,
      builder.scalar(0, builder.type(b).element))
    return try builder.binary(.subtract, rest, excess)
  }

  /// The quotient of int64s by way of float32. Less its remainder the dividend is a multiple of the divisor; each step
  /// leaves a multiple that is smaller by 2^22, and quotients have 62 bits once 1, -1 and 0 divide nothing; the last
  /// one is off by less than a half.
  private func quotient(
    _ a: ValueID, _ b: ValueID, _ builder: inout DecompositionBuilder
  ) throws -> ValueID {
    let zero = builder.scalar(0, .int64)
    let isZero = try builder.compare(.equal, b, zero)
    let isSmall = try builder.add(
      Logical(.and), builder.compare(.greaterOrEqual, b, -1), builder.compare(.lessOrEqual, b, 1))
    let divisor = try builder.select(isSmall, builder.scalar(2, .int64), b)
    let single = try builder.cast(divisor, to: .float32)
    var rest = try builder.binary(.subtract, a, remainder(a, divisor, &builder))
    var result: ValueID?
    for step in 0..<3 {
      var approximate = try builder.binary(.divide, builder.cast(rest, to: .float32), single)
      if step == 2 {
        let half = builder.constant(Tensor(scalar: Float(0.5)))
        approximate = try builder.add(Unary(.floor), builder.binary(.add, approximate, half))
      }
      let part = try builder.cast(approximate, to: .int64)
      result = try result.map { try builder.binary(.add, $0, part) } ?? part
      if step < 2 {
        rest = try builder.binary(.subtract, rest, builder.binary(.multiply, part, divisor))
      }
    }
    // By 1 and -1 dividing is multiplying.
    let trivial = try builder.select(isZero, zero, builder.binary(.multiply, a, b))
    return try builder.select(isSmall, trivial, result ?? zero)
  }
}
