import EdgeIR
import EdgeONNX
import EdgeSupport

/// Products of quantized tensors, spelled with exact arithmetic.
///
/// - ConvInteger, MatMulInteger: 10
/// - QLinearConv: 10
/// - QLinearMatMul: 10; 21 scales in other float types
///
/// Zero points are subtracted first. int8 products summed in int32 (matrices) or in double precision (convolutions)
/// are exact as long as ONNX's own int32 results are.
enum QuantizedProducts: ONNXImporting {
  static let importers = [
    ONNXImporter("ConvInteger", since: 10) { context in
      let x = try shifted(context, 0, by: 2, to: .float64)
      let weights = try shifted(context, 1, by: 3, alongFirst: true, to: .float64)
      return [try context.add(Cast(to: .int32), [Conv.convolution(context, x, weights, bias: nil)])]
    },
    ONNXImporter("MatMulInteger", since: 10) { context in
      let a = try shifted(context, 0, by: 2, alongRows: true, to: .int32)
      let b = try shifted(context, 1, by: 3, to: .int32)
      return [try context.matrixProduct(a, b)]
    },
    ONNXImporter("QLinearConv", since: 10, build: importQLinearConv),
    ONNXImporter("QLinearMatMul", since: 10, build: importQLinearMatMul),
  ]

  @Sendable private static func importQLinearConv(_ context: ImportContext) throws -> [ValueID] {
    let x = try shifted(context, 0, by: 2, to: .float64)
    let weights = try shifted(context, 3, by: 5, alongFirst: true, to: .float64)
    let bias = try context.optionalInput(8).map { try context.add(Cast(to: .float64), [$0]) }
    let sums = try Conv.convolution(context, x, weights, bias: bias)
    let spatialRank = context.type(sums).rank - 2
    let factor = try outputFactor(context, scales: [1, 4], output: 6)
    let column = try perChannel(context, factor, trailing: spatialRank)
    return [try requantized(context, sums, column, zeroPoint: 7)]
  }

  @Sendable private static func importQLinearMatMul(_ context: ImportContext) throws -> [ValueID] {
    let a = try shifted(context, 0, by: 2, alongRows: true, to: .int32)
    let b = try shifted(context, 3, by: 5, to: .int32)
    let sums = try context.add(Cast(to: .float64), [context.matrixProduct(a, b)])
    let left = try double(context, perRow(context, context.input(1)))
    let right = try double(context, context.input(4))
    let product = try context.add(Binary(.multiply), [left, right])
    let factor = try context.add(Binary(.divide), [product, double(context, context.input(6))])
    return [try requantized(context, sums, factor, zeroPoint: 7)]
  }

  /// An input minus its zero point, if it has one. A vector of zero points holds one for each index of the first
  /// axis, for each row, or for each column.
  private static func shifted(
    _ context: ImportContext, _ index: Int, by zeroIndex: Int, alongFirst: Bool = false,
    alongRows: Bool = false,
    to element: ElementType
  ) throws -> ValueID {
    let x = try context.input(index)
    let wide = try context.add(Cast(to: element), [x])
    guard var zero = context.optionalInput(zeroIndex) else { return wide }
    if alongFirst { zero = try perChannel(context, zero, trailing: context.type(x).rank - 1) }
    if alongRows { zero = try perRow(context, zero) }
    return try context.add(Binary(.subtract), [wide, context.add(Cast(to: element), [zero])])
  }

  private static func double(_ context: ImportContext, _ value: ValueID) throws -> ValueID {
    context.type(value).element == .float64 ? value : try context.add(Cast(to: .float64), [value])
  }

  /// A vector with `trailing` axes of size 1 behind, a vector of one as a scalar.
  private static func perChannel(_ context: ImportContext, _ value: ValueID, trailing: Int) throws -> ValueID
  {
    let shape = context.type(value).shape
    guard shape.count == 1 else { return value }
    let ones = Array(repeating: 1, count: max(trailing, 0))
    return try context.add(Reshape(shape: shape == [1] ? [] : shape + ones), [value])
  }

  private static func perRow(_ context: ImportContext, _ value: ValueID) throws -> ValueID {
    try perChannel(context, value, trailing: 1)
  }

  /// Scales of the operands multiplied, over the scale of the output.
  private static func outputFactor(
    _ context: ImportContext, scales: [Int], output: Int
  ) throws -> ValueID {
    let factors = try scales.map { try double(context, context.input($0)) }
    let product = try context.add(Binary(.multiply), factors.map { $0 })
    return try context.add(Binary(.divide), [product, double(context, context.input(output))])
  }

  private static func requantized(
    _ context: ImportContext, _ sums: ValueID, _ factor: ValueID, zeroPoint: Int
  ) throws -> ValueID {
    let zero = try context.input(zeroPoint)
    let multiples = try context.add(Binary(.multiply), [sums, factor])
    let one = try context.scalar(1, .float64)
    return try context.add(Quantize(to: context.type(zero).element), [multiples, one, zero])
  }
}
