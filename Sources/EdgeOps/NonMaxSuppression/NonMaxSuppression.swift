import EdgeIR

/// The boxes that are left when those that overlap a better one are dropped, class by class.
///
/// - inputs: boxes, f32 `[B, N, 4]`; scores, f32 `[B, C, N]`; and of one element each and optional: the most boxes to
///   select for a class, i64 (none when absent); the overlap, area of the intersection by area of the union, above
///   which a box is dropped, f32 (0 when absent); the score that a box must exceed, f32 (any will do when absent)
/// - outputs: i64 `[B * C * limit, 3]`, the batch, class and box of each selected box, per batch and class in order
///   of falling scores; their number, an i64 scalar, to which the first axis is limited
///
/// A box is two opposite corners, y x y x, or with `isCentered` the centre and the size, x y w h. Of boxes with equal
/// scores the first is better. NaN is the worst score.
///
/// Constraints: C1 boxes and scores have those types and fit each other; C2 the others are single elements of their
/// type; C3 `limit` is in `0...N`.
///
/// Semantics: ONNX NonMaxSuppression, with at most `limit` boxes selected for a class whatever the input says.
public struct NonMaxSuppression: Operator, DataDependentShape {
  public static let name = "NonMaxSuppression"

  public var limit: Int
  public var isCentered: Bool

  public init(limit: Int, isCentered: Bool) {
    self.limit = limit
    self.isCentered = isCentered
  }

  public var quantization: QuantizationRule { .floatOnly }

  public var outputExtents: [OutputExtent] { [OutputExtent(output: 0, axis: 0, count: 1)] }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(2...5)
    let boxes = try inputs.required(0)
    let scores = try inputs.required(1)
    guard boxes.element == .float32, scores.element == .float32, boxes.rank == 3, scores.rank == 3,
      boxes.shape[2] == 4, boxes.shape[0] == scores.shape[0], boxes.shape[1] == scores.shape[2]
    else {
      throw OperatorError("C1: expected boxes f32[B,N,4] and scores f32[B,C,N], got \(boxes), \(scores)")
    }
    for (index, element) in [(2, ElementType.int64), (3, .float32), (4, .float32)] {
      guard inputs.optional(index).map({ $0.element == element && $0.elementCount == 1 }) ?? true else {
        throw OperatorError("C2: expected one \(element.rawValue) as input \(index)")
      }
    }
    guard limit >= 0, limit <= boxes.shape[1] else {
      throw OperatorError("C3: expected a limit in 0...\(boxes.shape[1]), got \(limit)")
    }
    let (classes, overflow) = scores.shape[0].multipliedReportingOverflow(by: scores.shape[1])
    let (rows, overflow2) = classes.multipliedReportingOverflow(by: limit)
    guard !overflow, !overflow2 else { throw OperatorError("C1: too many boxes in \(scores)") }
    return [TensorType(.int64, [rows, 3]), TensorType(.int64, [])]
  }
}
