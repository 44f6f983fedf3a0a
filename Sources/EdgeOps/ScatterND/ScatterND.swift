import EdgeIR

/// A copy of data in which slices are replaced by, or combined with, updates.
///
/// - inputs: data, any type; indices, int32 or int64 `[outer…, K]`, negative ones counting from the end; updates, of
///   data's type, `[outer…, rest…]`, where an index vector names a place on data's first K axes
/// - output: like data
///
/// Constraints: C1 indices are int32 or int64 of rank >= 1; C2 K >= 1 and data has K axes or more; C3 updates have
/// data's type and the shape that GatherND gives; C4 every index is in range.
///
/// Semantics: ONNX ScatterND. Updates of one place are applied in their order, which ONNX leaves open.
public struct ScatterND: Operator {
  public static let name = "ScatterND"

  public var reduction: ScatterReduction

  public init(_ reduction: ScatterReduction = .replace) { self.reduction = reduction }

  public var quantization: QuantizationRule { reduction.quantization }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(3...3)
    let data = try inputs.required(0)
    let updates = try inputs.required(2)
    let places = try GatherND().infer([data, inputs.required(1)])[0]
    guard updates == places else { throw OperatorError("C3: expected updates \(places), got \(updates)") }
    return [data]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let data = try inputs.required(0)
    let starts = try GatherND().starts(data.type, inputs.required(1))
    return [reduction.scatter(try inputs.required(2), to: starts, of: data)]
  }
}
