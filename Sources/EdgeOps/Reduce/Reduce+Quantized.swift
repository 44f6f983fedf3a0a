import EdgeIR
import EdgeTFLite
import TFLiteFormat

extension Reduce: DataMoving {
  /// The largest and the smallest element are elements; sums are not.
  public func movedInputs(_ inputs: [TensorType?]) -> [Int]? { kind == .max || kind == .min ? [0] : nil }
}

/// Means: sums of the integers, brought to the output's scale by a multiplier that the number of elements is part of.
extension Reduce: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    // SUM of 8-bit and 16-bit integers is wrong in LiteRT 2.3.0's reference kernels.
    guard kind == .mean else { throw OperatorError("\(kind) has no integer arithmetic") }
    _ = try (x.activation(.int8, .uint8, .int16), outputs[0].activation(x.element))
    guard x.elementCount > 0, !axes.isEmpty else {
      throw OperatorError("expected elements and axes to reduce, got axes \(axes) of \(x)")
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let x = try inputs.required(0)
    let (scale, zeroPoint) = try x.type.activation(.int8, .uint8, .int16)
    let result = try outputs[0].activation(x.element)
    let integers = Tensor(x.shape, x.integers(less: zeroPoint).map { Int64($0) })
    let sums = try Reduce(.sum, axes: axes, keepDims: keepDims).evaluate([integers])[0].integers(less: 0)
    let range = IntegerRange(of: x.element)
    let multiplier = FixedPointMultiplier(Double(scale) / Double(result.scale))
      .divided(by: axes.reduce(1) { $0 * x.shape[$1] })
    let results = sums.map { sum in
      range(
        Int(multiplier.multiply(Int32(truncatingIfNeeded: sum), rounding: rounding)) + result.zeroPoint)
    }
    return [Tensor.integers(outputs[0], results)]
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let axes = builder.constant(axes, name: "\(builder.name(of: output))_axes")
    builder.emit(
      .mean, version: builder.version(input, int8: 2, int16: 3),
      options: .reducer(ReducerOptions(keepDims: keepDims)), [input, axes], to: [output])
  }
}
