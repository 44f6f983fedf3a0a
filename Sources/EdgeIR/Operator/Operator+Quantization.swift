extension Operator {
  /// The types of the outputs, with what their integers stand for: `infer`, for inputs that may be quantized.
  ///
  /// - Throws: `OperatorError` also for quantized inputs of an operator that computes with plain numbers.
  public func resultTypes(_ inputs: [TensorType?]) throws -> [TensorType] {
    guard inputs.contains(where: { $0?.quantization != nil }), !(self is any QuantizationAware) else {
      return try infer(inputs)
    }
    let types = try infer(inputs.map { $0?.plain })
    guard let moving = self as? any DataMoving, let moved = moving.movedInputs(inputs) else {
      let first = inputs.firstIndex { $0?.quantization != nil } ?? 0
      throw OperatorError("expected plain numbers, input \(first) is quantized")
    }
    if let other = inputs.indices.first(where: { inputs[$0]?.quantization != nil && !moved.contains($0) }) {
      throw OperatorError("expected plain numbers in input \(other), got \(try inputs.required(other))")
    }
    let first = try inputs.required(moved.first ?? 0)
    for index in moved where try inputs.required(index).quantization != first.quantization {
      throw OperatorError(
        "expected one scale and zero point for all inputs, got \(first) and \(try inputs.required(index))")
    }
    return try types.map { type in
      guard type.element == first.element else { return type }
      var result = type
      result.quantization = try moving.moved(first, to: type)
      return result
    }
  }

  /// The reference kernel, for inputs that may be quantized. These satisfy `resultTypes`.
  public func results(_ inputs: [Tensor?]) throws -> [Tensor] {
    guard inputs.contains(where: { $0?.type.quantization != nil }), !(self is any QuantizationAware) else {
      return try evaluate(inputs)
    }
    let types = try resultTypes(inputs.map { $0?.type })
    let plain = try evaluate(inputs.map { $0?.as($0?.type.plain) })
    return zip(plain, types).map { $0.as($1) }
  }
}

extension DataMoving {
  /// What the elements of `input` stand for as elements of `output`.
  fileprivate func moved(_ input: TensorType, to output: TensorType) throws -> Quantization? {
    guard let quantization = input.quantization, let axis = quantization.axis else {
      return input.quantization
    }
    guard let moving = self as? any AxisMoving, let target = moving.movedAxis(axis, from: input, to: output)
    else { throw OperatorError("expected one scale for the whole tensor, got \(input)") }
    return Quantization(scales: quantization.scales, zeroPoints: quantization.zeroPoints, axis: target)
  }
}
