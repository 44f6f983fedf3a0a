public import EdgeIR

/// What the user fixes about a model's inputs before import.
public struct ImportOptions: Sendable {
  /// Symbolic dimensions by name (`--dim`).
  public var dimensions: [String: Int]
  /// Whole shapes by input name (`--input-shape`).
  public var inputShapes: [String: [Int]]
  /// Inputs whose numbers are given. Their shapes and, where shapes depend on it, their contents are taken from
  /// here, so that a model with dynamic or data-dependent shapes can be run on this data.
  public var boundInputs: [String: Tensor]
  /// Leaves weights that the model stores as integers in that form, and says every quantized operator as one on numbers
  /// between what its integers are declared to stand for.
  public var keepsQuantization = false

  public init(
    dimensions: [String: Int] = [:], inputShapes: [String: [Int]] = [:], boundInputs: [String: Tensor] = [:]
  ) {
    self.dimensions = dimensions
    self.inputShapes = inputShapes
    self.boundInputs = boundInputs
  }
}
