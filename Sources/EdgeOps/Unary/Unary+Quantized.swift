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
    let input = builder.tensor(node.inputs[0])
    guard let builtin = IntegerFunction(kind)?.builtin else { return try lowerTable(node, into: &builder) }
    builder.emit(
      builtin.code, version: builder.version(input, int8: builtin.int8, int16: builtin.int16),
      options: builtin.options, [input], to: [builder.tensor(node.outputs[0])])
  }

  /// GATHER from the function's 256 values, by the integers as indices.
  private func lowerTable(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let (x, y) = (builder.graph.inputTypes(of: node)[0], builder.graph[node.outputs[0]].type)
    guard let x, x.element == .int8 else {
      throw TFLiteRefusal("TFLite has no \(kind) of quantized integers")
    }
    let all = Tensor([256], (0..<256).map { Int8(truncatingIfNeeded: $0 - 128) })
    let arguments = all.as(TensorType(.int8, [256], quantization: x.quantization))
    let results = TensorType(.int8, [256], quantization: y.quantization)
    let table = try evaluateIntegers([arguments], [results], rounding(on: builder.target))[0]
    let name = builder.name(of: output)
    let integers = builder.temporary(TensorType(.int32, x.shape), name: "\(name)_integers")
    builder.emit(
      .cast, options: .cast(CastOptions(inDataType: .int8, outDataType: .int32)), [input], to: [integers])
    let indices = builder.temporary(TensorType(.int32, x.shape), name: "\(name)_indices")
    let offset = builder.constant(Tensor([1], [Int32(128)]), name: "\(name)_offset")
    builder.emit(.add, options: .add(AddOptions()), [integers, offset], to: [indices])
    builder.emit(
      .gather, version: 2, options: .gather(GatherOptions(axis: 0)),
      [builder.constant(table, name: "\(name)_table"), indices], to: [output])
  }

  private func integerFunction() throws -> IntegerFunction {
    guard let function = IntegerFunction(kind) else {
      throw OperatorError("\(kind) has no integer arithmetic")
    }
    return function
  }
}
