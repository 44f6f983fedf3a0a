import EdgeIR
import EdgeTFLite

/// A function of 8-bit integers as its 256 values: what becomes of several operators that depend on one tensor, element by
/// element.
///
/// - input: x, any shape, 8-bit integers with one scale
/// - output: x's shape, the type of its `Quantized` operator
///
/// Only integers have it: there is no rule between its values, and TFLite has no operator for it.
public struct IntegerTable: IntegerComputing {
  public static let name = "IntegerTable"

  /// From the lowest integer of x's type on. Each fits the output's type.
  public let values: [Int]

  /// - Parameter values: 256 integers.
  public init(_ values: [Int]) { self.values = values }

  public var quantization: QuantizationRule { .free }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    return [try inputs.required(0)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    throw OperatorError("expected integers that stand for numbers")
  }

  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .once }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    _ = try inputs.required(0).quantized(.int8, .uint8)
    let range = IntegerRange(of: outputs[0].element)
    guard values.count == 256, values.allSatisfy({ range($0) == $0 }) else {
      throw OperatorError("expected 256 integers of type \(outputs[0].element.rawValue)")
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let x = try inputs.required(0)
    let lowest = IntegerRange(of: x.element).lower
    return [x.mapIntegers(to: outputs[0]) { values[$0 - lowest] }]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    throw TFLiteRefusal("TFLite has no operator for a table of integers")
  }
}
