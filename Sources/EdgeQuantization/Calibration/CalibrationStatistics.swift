import EdgeSupport

/// The statistics of a graph's float values over some samples.
public struct CalibrationStatistics: Hashable, Sendable {
  /// The digest of the model's file. Statistics of one model say nothing about another.
  public let model: String
  public private(set) var sampleCount: Int
  /// The values' names, inputs first, then in order of execution.
  public private(set) var names: [String] = []
  private var statistics: [String: RangeStatistics] = [:]

  public init(model: String, sampleCount: Int = 0) {
    self.model = model
    self.sampleCount = sampleCount
  }

  /// What is known of a value; nil when nothing is.
  public subscript(name: String) -> RangeStatistics? {
    get { statistics[name] }
    set {
      if statistics[name] == nil, newValue != nil { names.append(name) }
      if newValue == nil { names.removeAll { $0 == name } }
      statistics[name] = newValue
    }
  }

  /// As if one run had seen the samples of both. Values that only one of them has are taken over.
  ///
  /// - Throws: `Diagnostic` E701 when they are of two models, or decide on different ranges for a value.
  public mutating func merge(_ other: CalibrationStatistics) throws {
    guard other.model == model else {
      throw Diagnostic.error(
        .dataMismatch, "expected statistics of one model, got those of \(model) and \(other.model)",
        hint: "calibrate all parts with the same model file")
    }
    sampleCount += other.sampleCount
    for name in other.names {
      guard let new = other[name] else { continue }
      guard var merged = self[name] else {
        self[name] = new
        continue
      }
      if let one = merged.decided, let two = new.decided, one != two {
        throw Diagnostic.error(
          .dataMismatch, "expected one decision on the range, got \(one) and \(two)", at: .init(value: name),
          hint: "edit min and max in one of the files only, or alike in all")
      }
      merged.merge(new)
      self[name] = merged
    }
  }
}
