import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// Products of two quantized tensors: sums in 32 bits of 8-bit numbers, in 64 bits of 16-bit by 16-bit or 8-bit ones.
extension MatMul: IntegerComputing {
  public func rounding(on runtime: TFLiteTarget) -> RequantizationRounding { .twice }

  public func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws {
    let (a, b) = (try inputs.required(0), try inputs.required(1))
    _ = try (a.activation(.int8, .int16), outputs[0].activation(a.element))
    guard a.rank <= 5, b.rank <= 5 else { throw OperatorError("expected at most 5 axes, got \(a), \(b)") }
    guard a.element == .int16 else {
      _ = try b.activation(.int8)
      return
    }
    guard try b.activation(.int16, .int8).zeroPoint == 0 else {
      throw OperatorError("expected zero point 0 beside i16, got \(b)")
    }
  }

  public func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor] {
    let (a, b) = (try inputs.required(0), try inputs.required(1))
    let left = try a.type.activation(.int8, .int16)
    let right = try b.type.activation(.int8, .int16)
    let result = try outputs[0].activation(a.element)
    let multiplier = FixedPointMultiplier(Double(left.scale) * Double(right.scale) / Double(result.scale))
    let range = IntegerRange(of: a.element)
    let isWide = a.element == .int16
    let values = sums(a, left.zeroPoint, b, right.zeroPoint, outputs[0]).map { sum in
      let scaled =
        isWide
        ? multiplier.multiplyWide(sum, rounding: rounding)
        : multiplier.multiply(Int32(truncatingIfNeeded: sum), rounding: rounding)
      return range(Int(scaled) + result.zeroPoint)
    }
    return [Tensor.integers(outputs[0], values)]
  }

  private func sums(_ a: Tensor, _ zeroA: Int, _ b: Tensor, _ zeroB: Int, _ output: TensorType) -> [Int64] {
    let (left, right) = (matrix(a.type, transposesA), matrix(b.type, transposesB))
    let batch = batch(a.type, b.type, output)
    let rows = lines(a, zeroA, count: left.rows, length: left.columns, isTurned: transposesA)
    let columns = lines(b, zeroB, count: right.columns, length: left.columns, isTurned: !transposesB)
    var sums: [Int64] = []
    sums.reserveCapacity(output.elementCount)
    forEachIndex(batch.dims) { index in
      let startA = zip(index, batch.a).reduce(0) { $0 + $1.0 * $1.1 }
      let startB = zip(index, batch.b).reduce(0) { $0 + $1.0 * $1.1 }
      sums += IntegerDotProduct.products(
        rows[startA..<startA + left.rows * left.columns], rows: left.rows,
        columns[startB..<startB + right.columns * left.columns], columns: right.columns, length: left.columns,
        isNarrow: b.element == .int8)
    }
    return sums
  }

  /// Every matrix as `count` lines of what is multiplied; the elements of a turned one lie a line apart.
  private func lines(_ x: Tensor, _ zeroPoint: Int, count: Int, length: Int, isTurned: Bool) -> [Int16] {
    let integers = x.shortIntegers(less: zeroPoint)
    guard isTurned, count > 0, length > 0 else { return integers }
    var turned = integers
    for start in stride(from: 0, to: integers.count, by: count * length) {
      for line in 0..<count {
        for k in 0..<length { turned[start + line * length + k] = integers[start + k * count + line] }
      }
    }
    return turned
  }

  public func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let operands = [builder.tensor(node.inputs[0]), builder.tensor(node.inputs[1])]
    let isMixed = builder.type(of: operands[0]).element != builder.type(of: operands[1]).element
    builder.emit(
      .batchMatMul, version: isMixed ? 4 : builder.version(operands[0], int8: 2, int16: 3),
      options: .batchMatMul(BatchMatMulOptions(adjX: transposesA, adjY: transposesB)),
      operands, to: [builder.tensor(node.outputs[0])])
  }
}
