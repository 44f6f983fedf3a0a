import EdgeIR
import EdgeONNX

/// - Clip: 1, 6 bounds as attributes; 11 bounds as inputs; 12, 13 element types only
/// - Relu: 1, 6, 13, 14 element types only
extension Clip: ONNXImporting {
  public static let importers = [
    ONNXImporter("Clip", since: 1) { context in
      let lower = try context.float("min").map(Double.init) ?? -.infinity
      let upper = try context.float("max").map(Double.init) ?? .infinity
      return [try context.add(Clip(lower: lower, upper: upper), [context.input(0)])]
    },
    ONNXImporter("Clip", since: 11, build: importClip),
    ONNXImporter("Relu", since: 1) { context in
      [try context.add(Clip(lower: 0, upper: .infinity), [context.input(0)])]
    },
  ]

  /// Bounds that are computed become a maximum and a minimum.
  @Sendable private static func importClip(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let bounds = (context.optionalInput(1), context.optionalInput(2))
    let (lower, upper) = (try number(context, bounds.0), try number(context, bounds.1))
    if bounds.0 == nil || lower != nil, bounds.1 == nil || upper != nil {
      return [try context.add(Clip(lower: lower ?? -.infinity, upper: upper ?? .infinity), [x])]
    }
    let raised = try bounds.0.map { try context.add(Binary(.maximum), [x, $0]) } ?? x
    return [try bounds.1.map { try context.add(Binary(.minimum), [raised, $0]) } ?? raised]
  }

  /// A constant bound; nil for one that is absent, computed, not a single number or not exactly a double.
  private static func number(_ context: ImportContext, _ bound: ValueID?) throws -> Double? {
    guard let bound, let tensor = context.constantTensor(bound), tensor.elementCount == 1 else { return nil }
    let number = tensor.doubles()[0]
    return Cast(to: tensor.element).convert(Tensor(scalar: number)).isIdentical(to: tensor.reshaped([]))
      ? number : nil
  }
}
