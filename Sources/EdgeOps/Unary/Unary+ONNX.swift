import EdgeIR
import EdgeONNX

/// ONNX operators with one operand. Opset 6 replaced the legacy broadcasting attributes; later opsets differ in
/// element types, except:
///
/// - Gelu: 20; Mish: 18; Swish: 24; IsNaN: 9; IsInf: 10; Shrink, Sign, Erf and the hyperbolic functions: 9
/// - LeakyRelu, Elu, Selu, HardSigmoid: 6; ThresholdedRelu: 10; Celu: 12
extension Unary: ONNXImporting {
  public static let importers =
    plain.map { name, kind, version in ONNXImporter(name, since: version) { try build($0, kind) } }
    + [
      row("Gelu", 20) { context in
        .gelu(tanh: try context.choice("approximate", of: ["none", "tanh"], default: "none") == "tanh")
      },
      row("Swish", 24) { .swish(alpha: try $0.float("alpha", default: 1)) },
      row("Elu", 6) { .elu(alpha: try $0.float("alpha", default: 1)) },
      row("Selu", 6) {
        .selu(
          alpha: try $0.float("alpha", default: 1.67326319217681884765625),
          gamma: try $0.float("gamma", default: 1.05070102214813232421875))
      },
      row("Celu", 12) { .celu(alpha: try $0.float("alpha", default: 1)) },
      row("LeakyRelu", 6) { .leakyRelu(alpha: try $0.float("alpha", default: 0.01)) },
      row("ThresholdedRelu", 10) { .thresholdedRelu(alpha: try $0.float("alpha", default: 1)) },
      row("HardSigmoid", 6) {
        .hardSigmoid(alpha: try $0.float("alpha", default: 0.2), beta: try $0.float("beta", default: 0.5))
      },
      row("Shrink", 9) {
        .shrink(lambda: try $0.float("lambd", default: 0.5), bias: try $0.float("bias", default: 0))
      },
      row("IsInf", 10) {
        .isInf(
          negative: try $0.flag("detect_negative", default: true),
          positive: try $0.flag("detect_positive", default: true))
      },
    ]

  /// ONNX's names of the functions without attributes, and the opsets that brought them.
  private static let plain: [(String, Kind, Int)] = [
    ("Abs", .abs, 6), ("Neg", .neg, 6), ("Sign", .sign, 9), ("Reciprocal", .reciprocal, 6),
    ("Sqrt", .sqrt, 6),
    ("Exp", .exp, 6), ("Log", .log, 6), ("Floor", .floor, 6), ("Ceil", .ceil, 6), ("Round", .round, 11),
    ("Sin", .sin, 7), ("Cos", .cos, 7), ("Tan", .tan, 7), ("Asin", .asin, 7), ("Acos", .acos, 7),
    ("Atan", .atan, 7), ("Sinh", .sinh, 9), ("Cosh", .cosh, 9), ("Tanh", .tanh, 6), ("Asinh", .asinh, 9),
    ("Acosh", .acosh, 9), ("Atanh", .atanh, 9), ("Erf", .erf, 9), ("Sigmoid", .sigmoid, 6),
    ("Softplus", .softplus, 1), ("Softsign", .softsign, 1), ("Mish", .mish, 18), ("IsNaN", .isNaN, 9),
  ]

  private static func row(
    _ name: String, _ version: Int, _ kind: @escaping @Sendable (ImportContext) throws -> Kind
  ) -> ONNXImporter {
    ONNXImporter(name, since: version) { try build($0, kind($0)) }
  }

  private static func build(_ context: ImportContext, _ kind: Kind) throws -> [ValueID] {
    [try context.add(Unary(kind), [context.input(0)])]
  }
}
