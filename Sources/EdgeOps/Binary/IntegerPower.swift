import EdgeIR

/// A power of int32s or int64s by squaring, in simpler operators.
struct IntegerPower {
  let base: ValueID
  let exponent: ValueID

  func build(_ builder: inout DecompositionBuilder) throws -> ValueID {
    if let known = builder.constantTensor(exponent)?.integers(), let first = known.first, first >= 0,
      builder.type(exponent).elementCount == 1
    {
      return try builder.broadcast(power(first, &builder), to: resultShape(builder))
    }
    return try computed(&builder)
  }

  private func resultShape(_ builder: DecompositionBuilder) throws -> [Int] {
    let shapes = [builder.type(base).shape, builder.type(exponent).shape]
    guard let shape = broadcastShape(shapes[0], shapes[1]) else {
      throw OperatorError("C2: shapes do not broadcast: \(shapes)")
    }
    return shape
  }

  /// As many products as the exponent has bits, and as many as of them are 1.
  private func power(_ exponent: Int, _ builder: inout DecompositionBuilder) throws -> ValueID {
    var (result, square, rest): (ValueID?, ValueID, Int) = (nil, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 {
        let factor = square
        result = try result.map { try builder.binary(.multiply, $0, factor) } ?? factor
      }
      rest >>= 1
      if rest > 0 { square = try builder.binary(.multiply, square, square) }
    }
    return result ?? builder.scalar(1, builder.type(base).element)
  }

  /// One product for each bit that an exponent may have; by a negative exponent only 1 and -1 are not 0.
  private func computed(_ builder: inout DecompositionBuilder) throws -> ValueID {
    let element = builder.type(base).element
    let highest = try highestExponent(element, builder)
    let one = builder.scalar(1, element)
    var (result, square) = (one, base)
    var bit: Int64 = 1
    while bit <= highest {
      let rest =
        bit > highest / 2
        ? exponent : try builder.binary(.modulo(fmod: false), exponent, 2 * bit)
      let isSet = try builder.compare(.greaterOrEqual, rest, bit)
      result = try builder.binary(.multiply, result, builder.select(isSet, square, one))
      guard bit <= highest / 2 else { break }
      square = try builder.binary(.multiply, square, square)
      bit *= 2
    }
    let isOdd = try builder.compare(.equal, builder.binary(.modulo(fmod: false), exponent, 2), 1)
    let alternating = try builder.select(isOdd, base, one)
    let ofUnit = try builder.select(
      builder.compare(.equal, base, -1), alternating,
      builder.cast(builder.compare(.equal, base, 1), to: element))
    return try builder.select(builder.compare(.less, exponent, 0), ofUnit, result)
  }

  private func highestExponent(_ element: ElementType, _ builder: DecompositionBuilder) throws -> Int64 {
    if let known = builder.constantTensor(exponent)?.integers() { return Int64(max(known.max() ?? 0, 1)) }
    return element == .int32 ? Int64(Int32.max) : .max
  }
}
