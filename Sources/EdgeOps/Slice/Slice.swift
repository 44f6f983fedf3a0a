import EdgeIR

/// Every `steps[axis]`-th element from `starts[axis]` on, `sizes[axis]` of them; a negative step walks backwards.
///
/// - input: x, any type
/// - output: `sizes`
///
/// Constraints: C1 one start, step and size for each axis of x; C2 steps are not 0; C3 every element that is
/// taken exists.
public struct Slice: Operator {
  public static let name = "Slice"

  public var starts: [Int]
  public var steps: [Int]
  public var sizes: [Int]

  public init(starts: [Int], steps: [Int], sizes: [Int]) {
    self.starts = starts
    self.steps = steps
    self.sizes = sizes
  }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard [starts.count, steps.count, sizes.count].allSatisfy({ $0 == x.rank }) else {
      throw OperatorError("C1: expected \(x.rank) starts, steps and sizes, got \(starts), \(steps), \(sizes)")
    }
    guard !steps.contains(0) else { throw OperatorError("C2: a step is 0 in \(steps)") }
    for axis in x.shape.indices where sizes[axis] != 0 {
      let (distance, overflow) = (sizes[axis] - 1).multipliedReportingOverflow(by: steps[axis])
      let (last, overflow2) = starts[axis].addingReportingOverflow(distance)
      guard sizes[axis] > 0, !overflow, !overflow2, x.shape[axis] > 0,
        (0..<x.shape[axis]).contains(starts[axis]), (0..<x.shape[axis]).contains(last)
      else {
        throw OperatorError(
          "C3: \(sizes[axis]) elements from \(starts[axis]) by \(steps[axis]) leave axis \(axis) of \(x)")
      }
    }
    return [x.with(shape: sizes)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let (strides, offset) = walk(x.shape)
    return [gatherElements(x, shape: sizes, strides: strides, offset: offset)]
  }

  /// How the elements are read: strides and the position of the first, in elements.
  func walk(_ shape: [Int]) -> (strides: [Int], offset: Int) {
    let source = rowMajorStrides(shape)
    guard !sizes.contains(0) else { return (source, 0) }
    let offset = zip(starts, source).reduce(0) { $0 + $1.0 * $1.1 }
    return (zip(steps, source).map { $0 * $1 }, offset)
  }
}
