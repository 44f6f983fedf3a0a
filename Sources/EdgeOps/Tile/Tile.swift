import EdgeIR

/// Repeats x as a whole along each axis.
///
/// - input: x, any type
/// - output: each axis `repeats[axis]` times as long
///
/// Constraint: C1 one number of repetitions >= 0 for each axis of x.
///
/// Semantics: ONNX Tile.
public struct Tile: Operator {
  public static let name = "Tile"

  public var repeats: [Int]

  public init(repeats: [Int]) { self.repeats = repeats }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard repeats.count == x.rank, repeats.allSatisfy({ $0 >= 0 }) else {
      throw OperatorError("C1: expected \(x.rank) repetitions >= 0, got \(repeats)")
    }
    let sizes = try zip(x.shape, repeats).map { size, count in
      let (product, overflow) = size.multipliedReportingOverflow(by: count)
      guard !overflow else { throw OperatorError("C1: \(count) repetitions of \(x) are too many") }
      return product
    }
    return [x.with(shape: sizes)]
  }

  /// Shape and strides with an axis for the repetitions before each of x's axes.
  func walk(_ shape: [Int]) -> (shape: [Int], strides: [Int]) {
    let source = rowMajorStrides(shape)
    return (zip(repeats, shape).flatMap { [$0, $1] }, source.flatMap { [0, $0] })
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let output = try infer([x.type])[0]
    let (shape, strides) = walk(x.shape)
    return [gatherElements(x, shape: shape, strides: strides).reshaped(output.shape)]
  }
}
