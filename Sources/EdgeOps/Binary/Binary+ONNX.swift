import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX arithmetic on two or more operands. Opset 7 brought broadcasting for two operands, 8 for more; later opsets
/// differ in element types, except:
///
/// - Pow: 12 base and exponent may differ in type; the result has the base's
/// - Mod: since 10
/// - Sum, Mean, Min, Max take any number of operands, one included
extension Binary: ONNXImporting {
  public static let importers =
    [("Add", Kind.add), ("Sub", .subtract), ("Mul", .multiply), ("Div", .divide)].map { name, kind in
      ONNXImporter(name, since: 7) { context in
        [try context.add(Binary(kind), [context.input(0), context.input(1)])]
      }
    }
    + [("Min", Kind.minimum), ("Max", .maximum), ("Sum", .add)].map { name, kind in
      ONNXImporter(name, since: 6) { [try chain($0, kind)] }
    }
    + [
      ONNXImporter("Mean", since: 6, build: importMean),
      ONNXImporter("Pow", since: 7, build: importPow),
      ONNXImporter("Mod", since: 10) { context in
        let fmod = try context.flag("fmod")
        return [try context.add(Binary(.modulo(fmod: fmod)), [context.input(0), context.input(1)])]
      },
    ]

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
