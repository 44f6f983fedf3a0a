import EdgeIR

/// A function of 8-bit integers as its 256 values, in float32 as TFLite fills its tables.
struct LookupTable {
  private let values: [Int]
  private let lowest: Int

  /// - Parameter function: of numbers in float32.
  init(_ input: TensorType, _ output: TensorType, _ function: (Float) -> Float) throws {
    let (scale, zeroPoint) = try input.quantized(.int8, .uint8)
    let result = try output.quantized(input.element)
    let range = IntegerRange(of: input.element)
    let inverse = 1 / result.scale
    lowest = range.lower
    values = (range.lower...range.upper).map { value in
      let number = function(scale * Float(value - zeroPoint))
      let rescaled = (number * inverse).rounded(.toNearestOrAwayFromZero) + Float(result.zeroPoint)
      return range(Int(Int32(converting: Double(rescaled))))
    }
  }

  func apply(_ x: Tensor, _ output: TensorType) -> Tensor {
    x.mapIntegers(to: output) { values[$0 - lowest] }
  }
}
