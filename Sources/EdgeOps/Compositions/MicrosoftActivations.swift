import EdgeIR
import EdgeONNX
import EdgeSupport

/// Activations of ONNX Runtime's own domain, since 1, as its documentation of contributed operators defines them.
enum MicrosoftActivations: ONNXImporting {
  static let importers = [
    row("Gelu") { try $0.unary(.gelu(tanh: false), $0.input(0)) },
    row("FastGelu") { context in
      let x = try context.input(0)
      let sum = try context.optionalInput(1).map { try context.binary(.add, x, $0) } ?? x
      return try context.unary(.gelu(tanh: true), sum)
    },
    row("BiasGelu") { context in
      let sum = try context.binary(.add, context.input(0), context.input(1))
      return try context.unary(.gelu(tanh: false), sum)
    },
    row("QuickGelu") { context in
      try context.unary(.swish(alpha: context.float("alpha", default: 1.702)), context.input(0))
    },
  ]

  private static func row(
    _ name: String, _ build: @escaping @Sendable (ImportContext) throws -> ValueID
  ) -> ONNXImporter {
    ONNXImporter(name, since: 1, domain: microsoftDomain) { [try build($0)] }
  }
}

/// The operators that ONNX Runtime adds to ONNX.
let microsoftDomain = "com.microsoft"

extension ImportContext {
  /// The activation that a fused operator names, with its parameters in order; none is named by a node without
  /// that attribute.
  func fusedActivation(_ x: ValueID, parameters: [Float]) throws -> ValueID {
    guard let name = try string("activation"), !name.isEmpty else { return x }
    func parameter(_ index: Int, _ fallback: Float) -> Float {
      parameters.indices.contains(index) ? parameters[index] : fallback
    }
    switch name {
    case "Relu": return try add(Clip(lower: 0, upper: .infinity), [x])
    case "Clip":
      let bounds = (Double(parameter(0, -.infinity)), Double(parameter(1, .infinity)))
      return try add(Clip(lower: bounds.0, upper: bounds.1), [x])
    case "Sigmoid": return try unary(.sigmoid, x)
    case "Tanh": return try unary(.tanh, x)
    case "LeakyRelu": return try unary(.leakyRelu(alpha: parameter(0, 0.01)), x)
    case "HardSigmoid":
      return try unary(.hardSigmoid(alpha: parameter(0, 0.2), beta: parameter(1, 0.5)), x)
    default:
      throw invalid("activation", "'\(name)' is not supported")
    }
  }
}
