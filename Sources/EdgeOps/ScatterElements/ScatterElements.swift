import EdgeIR

/// A copy of data in which elements are replaced by, or combined with, updates. An update goes to its own index but
/// for the position along an axis, which the indices give.
///
/// - inputs: data, any type; indices, int32 or int64, of data's rank, negative ones counting from the end; updates, of
///   data's type and the shape of the indices
/// - output: like data
///
/// Constraints: C1 `axis` is an axis of data; C2 indices are int32 or int64, of data's rank and nowhere but along
/// `axis` larger than data; C3 updates have data's type and the shape of the indices; C4 every index is in range.
///
/// Semantics: ONNX ScatterElements. Updates of one place are applied in their order, which ONNX leaves open.
public struct ScatterElements: Operator {
  public static let name = "ScatterElements"

  public var axis: Int
  public var reduction: ScatterReduction

  public init(axis: Int, _ reduction: ScatterReduction = .replace) {
    self.axis = axis
    self.reduction = reduction
  }

  public var quantization: QuantizationRule { reduction.quantization }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(3...3)
    let data = try inputs.required(0)
    let updates = try inputs.required(2)
    let places = try gather.infer([data, inputs.required(1)])[0]
    guard updates == places else { throw OperatorError("C3: expected updates \(places), got \(updates)") }
    return [data]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let data = try inputs.required(0)
    let positions = try gather.positions(data.type, inputs.required(1))
    return [reduction.scatter(try inputs.required(2), to: positions, of: data)]
  }

  /// Reads what this operator writes: indices mean the same to both.
  private var gather: GatherElements { GatherElements(axis: axis) }
}
