import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// ADD and its kin, with what TFLite has of two operands besides: floored division and remainder, the squared
/// difference and the angle of a point.
extension Binary: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.add) { context in
      guard case .add(let options)? = context.node.options else { return try context.direct(Binary(.add)) }
      try context.refusePowerOfTwoScales(options.potScaleInt16)
      return try arithmetic(context, .add, options.fusedActivationFunction)
    },
    TFLiteImporter(.sub) { context in
      guard case .sub(let options)? = context.node.options else {
        return try context.direct(Binary(.subtract))
      }
      try context.refusePowerOfTwoScales(options.potScaleInt16)
      return try arithmetic(context, .subtract, options.fusedActivationFunction)
    },
    TFLiteImporter(.mul) { context in
      guard case .mul(let options)? = context.node.options else {
        return try context.direct(Binary(.multiply))
      }
      return try arithmetic(context, .multiply, options.fusedActivationFunction)
    },
    TFLiteImporter(.div) { context in
      guard case .div(let options)? = context.node.options else { return try context.direct(Binary(.divide)) }
      return try arithmetic(context, .divide, options.fusedActivationFunction)
    },
    TFLiteImporter(.minimum) { try $0.direct(Binary(.minimum)) },
    TFLiteImporter(.maximum) { try $0.direct(Binary(.maximum)) },
    TFLiteImporter(.pow) { try $0.direct(Binary(.power)) },
    TFLiteImporter(.floorMod) { try $0.direct(Binary(.modulo(fmod: false))) },
    TFLiteImporter(.floorDiv) { context in
      let (a, b) = (try context.input(0), try context.input(1))
      return [try floorDiv(context, a, b)]
    },
    TFLiteImporter(.squaredDifference) { context in
      let difference = try context.add(Binary(.subtract), context.inputs)
      return [try context.add(Binary(.multiply), [difference, difference])]
    },
    TFLiteImporter(.square) { context in
      let x = try context.input(0)
      return [try context.add(Binary(.multiply), [x, x])]
    },
    TFLiteImporter(.atan2) { context in
      let (y, x) = (try context.input(0), try context.input(1))
      return [try angle(context, y, x)]
    },
  ]

  private static func arithmetic(
    _ context: TFLiteImportContext, _ kind: Kind, _ fused: ActivationFunctionType
  ) throws -> [ValueID] {
    [try context.add(Binary(kind), context.inputs, fused: fused)]
  }

  /// The quotient rounded down. For integers the truncated one, less 1 where the two remainders differ.
  private static func floorDiv(
    _ context: TFLiteImportContext, _ a: ValueID, _ b: ValueID
  ) throws -> ValueID {
    let quotient = try context.add(Binary(.divide), [a, b])
    if context.type(a).element.isFloat { return try context.add(Unary(.floor), [quotient]) }
    let truncated = try context.add(
      Binary(.subtract), [a, context.add(Binary(.multiply), [quotient, b])])
    let remainder = try context.add(Binary(.modulo(fmod: false)), [a, b])
    let isExact = try context.add(Compare(.equal), [truncated, remainder])
    let lower = try context.add(Binary(.subtract), [quotient, context.number(1, like: quotient)])
    return try context.add(Where(), [isExact, quotient, lower])
  }

  /// atan(y / x), turned by half a circle where x is negative; 0 for the origin.
  private static func angle(_ context: TFLiteImportContext, _ y: ValueID, _ x: ValueID) throws -> ValueID {
    let zero = context.number(0, like: y)
    func isNegative(_ value: ValueID) throws -> ValueID { try context.add(Compare(.less), [value, zero]) }
    func isZero(_ value: ValueID) throws -> ValueID { try context.add(Compare(.equal), [value, zero]) }
    let slope = try context.add(Unary(.atan), [context.add(Binary(.divide), [y, x])])
    let atOrigin = try context.add(Logical(.and), [isZero(y), isZero(x)])
    let base = try context.add(Where(), [atOrigin, y, slope])
    let half = try context.add(
      Where(), [isNegative(y), context.number(-Double.pi, like: y), context.number(Double.pi, like: y)])
    let turned = try context.add(Binary(.add), [base, half])
    return try context.add(Where(), [isNegative(x), turned, base])
  }
}

extension TFLiteImportContext {
  /// 16-bit sums in scales that are powers of two are other arithmetic, with fewer bits.
  fileprivate func refusePowerOfTwoScales(_ flag: Bool) throws {
    guard flag, isQuantized, try type(input(0)).element == .int16 else { return }
    throw invalid("pot_scale_int16", "16-bit sums in scales that are powers of two are not supported")
  }
}
