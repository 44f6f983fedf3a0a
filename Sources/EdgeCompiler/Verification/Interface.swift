import EdgeIR
import EdgeOps

/// Numbers in the types that another graph has in their place: a float and an integer model of the same thing differ at
/// their inputs and outputs only in that.
enum Interface {
  /// Samples as a graph takes them.
  ///
  /// - Throws: `Diagnostic` of the conversion.
  static func inputs(_ samples: [[Tensor]], of graph: Graph) throws -> [[Tensor]] {
    try samples.map { sample in
      try zip(graph.inputs, sample).map { try converted($1, to: graph[$0].type) }
    }
  }

  /// Two results in one type: numbers where just one of the two is made of integers that stand for them.
  static func comparable(_ actual: Tensor, _ expected: Tensor) throws -> Comparison {
    switch (actual.element.isFloat, expected.element.isFloat) {
    case (false, true): Comparison(try converted(actual, to: expected.type), expected)
    case (true, false): Comparison(actual, try converted(expected, to: actual.type))
    case (true, true), (false, false): Comparison(actual, expected)
    }
  }

  /// Between floats and the integers that stand for them; anything else stays as it is.
  static func converted(_ tensor: Tensor, to type: TensorType) throws -> Tensor {
    if let quantization = type.quantization, tensor.type.quantization == nil {
      guard tensor.element == .float32 else { return tensor.as(type) }
      let result = Quantized.Result(type.element, quantization)
      return try Quantized(Cast(to: .float32), results: [result]).results([tensor])[0]
    }
    if type.element == .float32, let (scale, zeroPoint) = tensor.type.quantization?.single {
      let numbers = tensor.as(tensor.type.plain).doubles()
      return Tensor(tensor.shape, numbers.map { Float(($0 - Double(zeroPoint)) * Double(scale)) })
    }
    return tensor
  }
}
