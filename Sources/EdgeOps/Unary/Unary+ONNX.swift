import EdgeIR
import EdgeONNX

/// ONNX operators with one operand. Opset 6 drops `consumed_inputs`, a hint of opset 1 that changes no result and is
/// not read; later opsets differ in element types, except:
///
/// - Selu: 1 defaults with fewer digits; 6
/// - ThresholdedRelu: 1 experimental; 10
extension Unary: ONNXImporting {
  public static let importers =
    plain.map { name, kind, version in ONNXImporter(name, since: version) { try build($0, kind) } }
    + [
      row("Gelu", 20) { context in
        .gelu(tanh: try context.choice("approximate", of: ["none", "tanh"], default: "none") == "tanh")
      },
      row("Swish", 24) { .swish(alpha: try $0.float("alpha", default: 1)) },
      row("Elu", 1) { .elu(alpha: try $0.float("alpha", default: 1)) },
      row("Selu", 1) {
        .selu(alpha: try $0.float("alpha", default: 1.6732), gamma: try $0.float("gamma", default: 1.0507))
      },
      row("Selu", 6) {
        .selu(
          alpha: try $0.float("alpha", default: 1.67326319217681884765625),
          gamma: try $0.float("gamma", default: 1.05070102214813232421875))
      },
      row("Celu", 12) { .celu(alpha: try $0.float("alpha", default: 1)) },
      row("LeakyRelu", 1) { .leakyRelu(alpha: try $0.float("alpha", default: 0.01)) },
      row("ThresholdedRelu", 1) { .thresholdedRelu(alpha: try $0.float("alpha", default: 1)) },
      row("HardSigmoid", 1) {
        .hardSigmoid(alpha: try $0.float("alpha", default: 0.2), beta: try $0.float("beta", default: 0.5))
      },
      ONNXImporter("Shrink", since: 9, build: importShrink),
      row("IsInf", 10) {
        .isInf(
          negative: try $0.flag("detect_negative", default: true),
          positive: try $0.flag("detect_positive", default: true))
      },
    ]

  /// ONNX's names of the functions without attributes, and the opsets that brought them.
  private static let plain: [(String, Kind, Int)] = [
    ("Abs", .abs, 1), ("Neg", .neg, 1), ("Sign", .sign, 9), ("Reciprocal", .reciprocal, 1),
    ("Sqrt", .sqrt, 1),
    ("Exp", .exp, 1), ("Log", .log, 1), ("Floor", .floor, 1), ("Ceil", .ceil, 1), ("Round", .round, 11),
    ("Sin", .sin, 7), ("Cos", .cos, 7), ("Tan", .tan, 7), ("Asin", .asin, 7), ("Acos", .acos, 7),
    ("Atan", .atan, 7), ("Sinh", .sinh, 9), ("Cosh", .cosh, 9), ("Tanh", .tanh, 1), ("Asinh", .asinh, 9),
    ("Acosh", .acosh, 9), ("Atanh", .atanh, 9), ("Erf", .erf, 9), ("Sigmoid", .sigmoid, 1),
    ("Softplus", .softplus, 1), ("Softsign", .softsign, 1), ("Mish", .mish, 18), ("IsNaN", .isNaN, 9),
  ]

  /// Integers shrink as doubles do; what is left of a fraction is dropped.
  @Sendable private static func importShrink(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let element = context.type(x).element
    let op = Unary(
      .shrink(lambda: try context.float("lambd", default: 0.5), bias: try context.float("bias", default: 0)))
    guard element.isInteger else { return [try context.add(op, [x])] }
    let shrunk = try context.add(op, [context.add(Cast(to: .float64), [x])])
    return [try context.add(Cast(to: element), [shrunk])]
  }

  private static func row(
    _ name: String, _ version: Int, _ kind: @escaping @Sendable (ImportContext) throws -> Kind
  ) -> ONNXImporter {
    ONNXImporter(name, since: version) { try build($0, kind($0)) }
  }

  private static func build(_ context: ImportContext, _ kind: Kind) throws -> [ValueID] {
    [try context.add(Unary(kind), [context.input(0)])]
  }
}
