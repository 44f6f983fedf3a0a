import EdgeSupport

/// Which of many samples are used: evenly spaced ones, so that data sorted by class are represented whole.
public struct SampleChoice: Hashable, Sendable {
  /// More samples hardly make ranges better, and take longer.
  public static let defaultLimit = 100

  /// Positions in the source, ascending.
  public let indices: [Int]

  /// At most `limit` of `count` samples and of these the shard's.
  public init(of count: Int, limit: Int = SampleChoice.defaultLimit, shard: Shard = .whole) {
    let chosen = max(0, min(count, limit))
    indices = stride(from: shard.index, to: chosen, by: shard.count).map { position in
      let (product, overflow) = position.multipliedReportingOverflow(by: count)
      return overflow ? position : product / chosen
    }
  }
}

/// A part of a job that is divided among several runs.
public struct Shard: Hashable, Sendable {
  /// From 0.
  public let index: Int
  public let count: Int

  /// All of it.
  public static let whole = Shard(uncheckedIndex: 0, of: 1)

  /// - Parameter index: From 0.
  /// - Throws: `Diagnostic` E803 unless `0 <= index < count`.
  public init(index: Int, of count: Int) throws {
    guard index >= 0, index < count else {
      throw Shard.invalid("\(index + 1)/\(count)")
    }
    self.init(uncheckedIndex: index, of: count)
  }

  /// - Parameter text: As users write it, the first of four being `1/4`.
  /// - Throws: `Diagnostic` E803.
  public init(parsing text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]), number >= 1 else {
      throw Shard.invalid(text)
    }
    try self.init(index: number - 1, of: count)
  }

  private init(uncheckedIndex index: Int, of count: Int) {
    self.index = index
    self.count = count
  }

  private static func invalid(_ text: String) -> Diagnostic {
    .error(
      .invalidOption, "expected a shard such as 1/4, got '\(text)'",
      hint: "the parts of four are 1/4, 2/4, 3/4 and 4/4")
  }
}
