import EdgeIR
import EdgeTFLite

/// Another operator on quantized tensors, computed in integers.
///
/// - inputs: those of the operator, quantized where it takes numbers
/// - outputs: those of the operator, as integers that stand for numbers as `results` says
///
/// Scales of outputs are no consequence of the inputs', so the operator carries them, with the rounding that brings sums
/// to them. What looks for the operator itself does not see it here: nothing meant for floats touches integers.
///
/// Constraints: C1 the operator takes the numbers that its inputs stand for; C2 one result for each output, well-formed;
/// what the operator demands of its integers besides.
///
/// Semantics: TensorFlow Lite 8-bit quantization specification; bit by bit LiteRT's reference kernels.
public struct Quantized: QuantizationAware {
  public static let name = "Quantized"

  /// What an output's elements are and stand for; without quantization they are numbers themselves.
  public struct Result: Hashable, Sendable, CustomStringConvertible {
    public var element: ElementType
    public var quantization: Quantization?

    public init(_ element: ElementType, _ quantization: Quantization?) {
      self.element = element
      self.quantization = quantization
    }

    public var description: String { TensorType(element, [], quantization: quantization).description }
  }

  public var `operator`: any IntegerComputing
  public var results: [Result]
  public var rounding: RequantizationRounding

  public init(_ op: any IntegerComputing, results: [Result], rounding: RequantizationRounding) {
    `operator` = op
    self.results = results
    self.rounding = rounding
  }

  /// With the rounding of a runtime's reference kernel.
  public init(_ op: any IntegerComputing, results: [Result], on runtime: TFLiteTarget = .litert) {
    self.init(op, results: results, rounding: op.rounding(on: runtime))
  }

  public var quantization: QuantizationRule { `operator`.quantization }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    let numbers = inputs.map { type in
      type.map { $0.quantization == nil ? $0 : TensorType(.float32, $0.shape) }
    }
    let outputs = try `operator`.infer(numbers)
    guard outputs.count == results.count else {
      throw OperatorError("C2: expected \(results.count) outputs, \(`operator`.name) has \(outputs.count)")
    }
    let types = zip(outputs, results).map {
      TensorType($1.element, $0.shape, quantization: $1.quantization)
    }
    for type in types {
      if let problem = type.quantization?.problem(in: type) { throw OperatorError("C2: \(problem)") }
    }
    try `operator`.checkIntegers(inputs, types)
    return types
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    try `operator`.evaluateIntegers(inputs, infer(inputs.map { $0?.type }), rounding)
  }

  public static func == (a: Self, b: Self) -> Bool {
    AnyHashable(a.operator) == AnyHashable(b.operator) && a.results == b.results && a.rounding == b.rounding
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(AnyHashable(`operator`))
    hasher.combine(results)
    hasher.combine(rounding)
  }
}
