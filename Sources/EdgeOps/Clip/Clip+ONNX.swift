import EdgeIR
import EdgeONNX

/// - Clip: 6 bounds as attributes; 11 bounds as inputs; 12, 13 element types only
/// - Relu: 1, 6, 13, 14 element types only
extension Clip: ONNXImporting {
  public static let importers = [
    ONNXImporter("Clip", since: 6) { context in
      let lower = try context.float("min").map(Double.init) ?? -.infinity
      let upper = try context.float("max").map(Double.init) ?? .infinity
      return [try context.add(Clip(lower: lower, upper: upper), [context.input(0)])]
    },
    ONNXImporter("Clip", since: 11, build: importClip),
    ONNXImporter("Relu", since: 1) { context in
      [try context.add(Clip(lower: 0, upper: .infinity), [context.input(0)])]
    },
  ]

  @Sendable private static func importClip(_ context: ImportContext) throws -> [ValueID] {
    func bound(_ index: Int, _ role: String) throws -> Double? {
      guard context.optionalInput(index) != nil else { return nil }
      return try context.constantInput(index, role).doubles().first
    }
    let lower = try bound(1, "min") ?? -.infinity
    let upper = try bound(2, "max") ?? .infinity
    return [try context.add(Clip(lower: lower, upper: upper), [context.input(0)])]
  }
}
