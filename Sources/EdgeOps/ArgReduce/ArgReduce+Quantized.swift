import EdgeIR
import EdgeTFLite

/// Integers of one scale are ordered as the numbers that they stand for.
extension ArgReduce: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    _ = try inputs.required(0).activation(.int8, .uint8)
    guard outputs[0].element == .int64 else { throw OperatorError("expected i64, got \(outputs[0])") }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let x = try inputs.required(0)
    return try evaluate([x.as(x.type.plain)])
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    try emit(node, into: &builder)
  }
}
