/// Where everything lies and in which order the steps run. Offsets and sizes are in bytes.
public struct ArenaPlan: Hashable, Sendable {
  /// The step that needs the most memory in this order, and what is live while it runs.
  public struct Peak: Hashable, Sendable {
    /// Nil when the inputs before the first step, or the outputs after the last, need the most.
    public var step: Int?
    /// Buffers that are not views, in index order.
    public var buffers: [Int]
  }

  /// Step indices in the order of execution.
  public var order: [Int]
  /// One for each buffer, views included.
  public var offsets: [Int]
  /// One for each step; nil where the step needs no scratch.
  public var scratchOffsets: [Int?]
  /// One for each step: +1 if its kernel loops upwards, -1 if downwards. It is +1 unless an overlap forces -1.
  public var loopDirections: [Int]
  public var sizeInBytes: Int
  /// No order of these steps and no placement can need less.
  public var lowerBound: Int
  /// Whether `order` is known to be the best one. If not, the search was cut short and `lowerBound` is what it
  /// had proved by then.
  public var isOrderExact: Bool
  public var peak: Peak

  /// Whether this plan is known to be the best possible.
  public var isOptimal: Bool { sizeInBytes == lowerBound }
}
