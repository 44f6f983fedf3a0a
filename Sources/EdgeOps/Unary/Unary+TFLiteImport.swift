import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Unary: TFLiteImporting {
  public static let tfliteImporters =
    plain.map { code, kind in TFLiteImporter(code) { try $0.direct(Unary(kind)) } } + [
      TFLiteImporter(.leakyRelu) { context in
        guard case .leakyRelu(let options)? = context.node.options else { throw context.missingOptions }
        return try context.direct(Unary(.leakyRelu(alpha: options.alpha)))
      },
      TFLiteImporter(.gelu) { context in
        guard case .gelu(let options)? = context.node.options else {
          return try context.direct(Unary(.gelu(tanh: false)))
        }
        return try context.direct(Unary(.gelu(tanh: options.approximate)))
      },
    ]

  /// Builtins without options that are one of the functions.
  private static let plain: [(BuiltinOperator, Kind)] = [
    (.abs, .abs), (.neg, .neg), (.sign, .sign), (.sqrt, .sqrt), (.rsqrt, .reciprocalSqrt), (.exp, .exp),
    (.log, .log),
    (.floor, .floor), (.ceil, .ceil), (.round, .round), (.sin, .sin), (.cos, .cos), (.tanh, .tanh),
    (.logistic, .sigmoid), (.elu, .elu(alpha: 1)),
  ]
}
