import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Unary: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    try integerFunction().check(inputs.required(0), outputs[0])
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    [try integerFunction().apply(inputs.required(0), outputs[0], rounding)]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    guard let builtin = IntegerFunction(kind)?.builtin else {
      throw TFLiteRefusal("TFLite has no \(kind) of quantized integers")
    }
    let input = builder.tensor(node.inputs[0])
    builder.emit(
      builtin.code, version: builder.version(input, int8: builtin.int8, int16: builtin.int16),
      options: builtin.options, [input], to: [builder.tensor(node.outputs[0])])
  }

  private func integerFunction() throws -> IntegerFunction {
    guard let function = IntegerFunction(kind) else {
      throw OperatorError("\(kind) has no integer arithmetic")
    }
    return function
  }
}
