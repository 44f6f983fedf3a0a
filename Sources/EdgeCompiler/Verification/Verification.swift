import EdgeIR
public import EdgeSupport

/// What a model's reference outputs are held against.
public enum VerificationTarget: Hashable, Sendable {
  /// The outputs that the data bring along.
  case expected
  /// The graph after all passes.
  case canonical
  /// Freshly generated C, compiled and run on this machine.
  case c
  /// A freshly written TFLite model.
  case tflite
  /// A TFLite file, or a folder of generated C.
  case artifact(String)

  public var name: String {
    switch self {
    case .expected: "expected outputs"
    case .canonical: "optimised graph"
    case .c: "generated C"
    case .tflite: "TFLite model"
    case .artifact(let path): path
    }
  }

  /// What the graph that the target is made from, or compared with, is made ready for.
  var backEnd: BackEnd {
    switch self {
    case .expected, .canonical, .c: .c
    case .tflite: .tflite
    case .artifact(let path): FileSystem.isDirectory(path) ? .c : .tflite
    }
  }
}

/// How far numbers may be apart.
public enum Tolerance: Hashable, Sendable {
  /// |actual - expected| <= absolute + relative × the output's largest magnitude.
  case scaled(relative: Double, absolute: Double)
  /// At most so many representable numbers apart.
  case unitsInLastPlace(Int)

  public static let standard = Tolerance.scaled(relative: 1e-5, absolute: 1e-6)

  /// Nil when within; otherwise what is wrong.
  func failure(_ comparison: Comparison) -> String? {
    switch self {
    case .scaled(let relative, let absolute):
      return comparison.firstFailure(relative: relative, absolute: absolute)
    case .unitsInLastPlace(let limit):
      guard comparison.actual == comparison.expected else {
        return "expected \(comparison.expected), got \(comparison.actual)"
      }
      let units = comparison.maxUnitsInLastPlace
      return units <= limit ? nil : "\(units.grouped) units in the last place apart (limit \(limit))"
    }
  }
}

public struct VerificationRequest {
  /// Empty for everything that can be had.
  public var targets: [VerificationTarget] = []
  /// Where inputs and, perhaps, expected outputs are; nil for random inputs.
  public var data: String?
  /// How many samples at most; of random ones this many.
  public var samples: Int?
  public var seed: UInt64 = 0
  public var tolerance = Tolerance.standard
  /// Whether to compare the values inside the graphs too, where a target has them: the optimised graph and TFLite.
  public var perLayer = false

  public init() {}
}

/// What a verification found.
public struct VerificationReport {
  /// One output against one target, over all samples.
  public struct Row {
    public let target: VerificationTarget
    public let output: TypedName
    public internal(set) var maxAbsoluteError = 0.0
    public internal(set) var relativeError = 0.0
    public internal(set) var maxUnitsInLastPlace = 0
    /// The first sample that was beyond the tolerance and what was wrong.
    public internal(set) var failure: (sample: Int, message: String)?

    public var isWithinTolerance: Bool { failure == nil }
  }

  public let path: String
  public let sampleCount: Int
  public let tolerance: Tolerance
  public internal(set) var rows: [Row] = []
  /// What could not be had, and why, where nobody asked for it by name.
  public internal(set) var skipped: [(target: VerificationTarget, reason: Diagnostic)] = []

  /// What was found inside the graphs, where that was asked for.
  public internal(set) var layers: [LayerReport] = []

  /// For a model in integers how far its outputs are from the model's own arithmetic. It is not judged.
  public internal(set) var deviations: [IntegerDeviation] = []

  public var isWithinTolerance: Bool {
    rows.allSatisfy(\.isWithinTolerance) && layers.allSatisfy { $0.firstFailure == nil }
  }

  mutating func add(
    _ target: VerificationTarget, _ outputs: [TypedName], _ actual: [[Tensor]], _ expected: [[Tensor]]
  ) {
    for (index, output) in outputs.enumerated() {
      var row = Row(target: target, output: output)
      for (sample, (actual, expected)) in zip(actual, expected).enumerated() {
        guard index < actual.count, index < expected.count else {
          row.failure = row.failure ?? (sample, "expected \(expected.count) outputs, got \(actual.count)")
          continue
        }
        let comparison = Comparison(actual[index], expected[index])
        row.maxAbsoluteError = max(row.maxAbsoluteError, comparison.maxAbsoluteError)
        row.relativeError = max(row.relativeError, comparison.relativeError)
        row.maxUnitsInLastPlace = max(row.maxUnitsInLastPlace, comparison.maxUnitsInLastPlace)
        if row.failure == nil { row.failure = tolerance.failure(comparison).map { (sample, $0) } }
      }
      rows.append(row)
    }
  }
}
