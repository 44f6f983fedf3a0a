import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// On 8 bits exp of fixed-point differences to the row's largest element, times the reciprocal of their sum; on 16 bits
/// both functions are tables. Logarithms are fixed-point too.
extension Softmax: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let x = try inputs.required(0)
    guard x.elementCount > 0 else { throw OperatorError("expected elements, got \(x)") }
    if logarithmic {
      _ = try x.activation(.int8)
      guard outputs[0].quantization == Quantization(scale: 1 / 16, zeroPoint: 127) else {
        throw OperatorError("expected an output of scale 1/16 and zero point 127, got \(outputs[0])")
      }
      return _ = try outputs[0].activation(.int8)
    }
    _ = try x.activation(.int8, .uint8, .int16)
    let result = try outputs[0].quantized(x.element, .int16)
    let isWide = x.element == .int16
    let isSame = outputs[0].element == x.element
    let scale: Float = isWide ? 1 / 32768 : isSame ? 1 / 256 : 1 / 65536
    let zeroPoint = isWide ? 0 : IntegerRange(of: outputs[0].element).lower
    guard result.zeroPoint == zeroPoint, (result.scale - scale).magnitude <= 0.001 * scale else {
      throw OperatorError(
        "expected an output of scale \(scale) and zero point \(zeroPoint), got \(outputs[0])")
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let tensor = try inputs.required(0)
    let x = tensor.integers(less: 0)
    let row = try rows(tensor.type, outputs[0], rounding)
    let (outer, count, inner) = extents(tensor.shape)
    var results = x
    for block in 0..<outer {
      for column in 0..<inner {
        let places = (0..<count).map { (block * count + $0) * inner + column }
        for (place, value) in zip(places, row(places.map { x[$0] })) { results[place] = value }
      }
    }
    return [Tensor.integers(outputs[0], results)]
  }

  /// What is done to a row.
  private func rows(
    _ x: TensorType, _ output: TensorType, _ rounding: RequantizationRounding
  ) throws -> ([Int]) -> [Int] {
    let scale = try x.activation(.int8, .uint8, .int16).scale
    if logarithmic {
      let softmax = NarrowLogSoftmax(scale: scale)
      return { softmax($0, rounding) }
    }
    if x.element == .int16 {
      let softmax = WideSoftmax(scale: scale)
      return { softmax($0, rounding) }
    }
    let softmax = NarrowSoftmax(scale: scale, output: output.element)
    return { softmax($0) }
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    try lowerRows(node, into: &builder)
  }
}
