import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX arithmetic on two or more operands. Opset 6 drops `consumed_inputs`, a hint of opset 1 that changes no
/// result and is not read; later opsets differ in element types, except:
///
/// - Add, Sub, Mul, Div, Pow: 1 limited broadcasting by attributes; 7 broadcasting in both directions
/// - Pow: 12 base and exponent may differ in type; the result has the base's
/// - Mod: 10; 28 floats with the divisor's sign
/// - Sum, Mean, Min, Max: 1 any number of operands of equal shape, one included; 8 broadcasting
extension Binary: ONNXImporting {
  public static let importers =
    [("Add", Kind.add), ("Sub", .subtract), ("Mul", .multiply), ("Div", .divide)].flatMap { name, kind in
      [
        limited(name, kind),
        ONNXImporter(name, since: 7) { context in
          [try context.add(Binary(kind), [context.input(0), context.input(1)])]
        },
      ]
    }
    + [("Min", Kind.minimum), ("Max", .maximum), ("Sum", .add)].map { name, kind in
      ONNXImporter(name, since: 1) { [try chain($0, kind)] }
    }
    + [
      ONNXImporter("Mean", since: 1, build: importMean),
      limited("Pow", .power),
      ONNXImporter("Pow", since: 7, build: importPow),
      ONNXImporter("Mod", since: 10) { context in
        let fmod = try context.flag("fmod")
        return [try context.add(Binary(.modulo(fmod: fmod)), [context.input(0), context.input(1)])]
      },
    ]

  private static func limited(_ name: String, _ kind: Kind) -> ONNXImporter {
    ONNXImporter(name, since: 1) { [try $0.add(Binary(kind), $0.limitedBroadcastOperands())] }
  }

  /// The first operand combined with the second, the result with the third, and so on.
  private static func chain(_ context: ImportContext, _ kind: Kind) throws -> ValueID {
    var result = try context.input(0)
    for index in context.inputs.indices.dropFirst() {
      result = try context.add(Binary(kind), [result, context.input(index)])
    }
    return result
  }

  @Sendable private static func importMean(_ context: ImportContext) throws -> [ValueID] {
    let sum = try chain(context, .add)
    let count = Tensor(scalar: Double(context.inputs.count))
    let divisor = context.constant(Cast(to: context.type(sum).element).convert(count))
    return [try context.add(Binary(.divide), [sum, divisor])]
  }

  /// An integer base with a float exponent is computed in the exponent's type; otherwise the exponent takes the
  /// base's.
  @Sendable private static func importPow(_ context: ImportContext) throws -> [ValueID] {
    let base = try context.input(0)
    let exponent = try context.input(1)
    let (result, other) = (context.type(base).element, context.type(exponent).element)
    if result.isInteger, other.isFloat {
      let wide = try context.add(Cast(to: other), [base])
      let power = try context.add(Binary(.power), [wide, exponent])
      return [try context.add(Cast(to: result), [power])]
    }
    let converted = result == other ? exponent : try context.add(Cast(to: result), [exponent])
    return [try context.add(Binary(.power), [base, converted])]
  }
}
