/// What one inference of a generated program takes, measured.
public struct BenchReport: Sendable {
  public enum Unit: String, Sendable {
    /// Of processor time, the shortest of many runs.
    case nanoseconds
    /// Exact. Instructions are not cycles: the emulator knows neither pipelines nor waiting for memory.
    case instructions
  }

  /// One step of inference, in order of execution.
  public struct Layer: Sendable {
    /// The nodes of the user's model computed here.
    public let title: String
    /// What computes it; nil for copies and for graphs inside nodes.
    public let kernel: String?
    public let multiplyAccumulates: Int
    /// In the report's unit.
    public let measured: Int
    /// Instructions that choosing the kernel was based on; 0 where there was no choice.
    public let estimatedInstructions: Int
  }

  /// Where the program ran, and how it was compiled.
  public let machine: String
  public let unit: Unit
  /// Of a whole inference, measured without looking at layers.
  public let total: Int
  public let layers: [Layer]
  /// Machine code, with what it calls of the C library; nil where it was not measured.
  public let codeBytes: Int?
  public let weightBytes: Int
  public let arenaBytes: Int
  /// Nil where it was not measured.
  public let stackBytes: Int?

  public var multiplyAccumulates: Int {
    layers.reduce(0) { sum, layer in
      let (total, overflow) = sum.addingReportingOverflow(layer.multiplyAccumulates)
      return overflow ? .max : total
    }
  }
}
