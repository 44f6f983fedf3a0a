import EdgeIR

extension ElementType {
  /// The integers of the same size that TFLite moves instead of elements of a type that it does not move; nil where
  /// there are none.
  var tfliteCarrier: ElementType? {
    switch self {
    case .int8, .bool: .uint8
    case .float16, .uint16: .int16
    case .uint32: .int32
    case .float64, .uint64: .int64
    case .float32, .int16, .int32, .int64, .uint8: nil
    }
  }
}

extension DecompositionBuilder {
  /// An operator that moves elements without looking at them, on other elements of the same size.
  ///
  /// - Parameter moved: which of the inputs it moves; the others it reads as they are.
  mutating func addCarried(
    _ op: any Operator, _ inputs: [ValueID], moved: Range<Int>
  ) throws -> [ValueID] {
    let element = type(inputs[moved.lowerBound]).element
    guard let carrier = element.tfliteCarrier else {
      throw OperatorError("\(op.name) of \(element.rawValue) has no simpler form")
    }
    let operands = try inputs.enumerated().map { index, input in
      try moved.contains(index) ? carried(input, as: carrier) : input
    }
    return try addAll(op, operands).map { try carried($0, as: element) }
  }

  /// The same bytes as elements of another type of the same size; the byte of a bool is 0 or 1.
  private mutating func carried(_ value: ValueID, as element: ElementType) throws -> ValueID {
    let isBool = element == .bool || type(value).element == .bool
    return try isBool ? cast(value, to: element) : bitCast(value, to: element)
  }
}
