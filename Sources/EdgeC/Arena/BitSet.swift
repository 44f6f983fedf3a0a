/// A set of small integers. Hashable, so that a set of executed steps can be looked up.
struct BitSet: Hashable, Sendable {
  private var words: [UInt64]

  /// An empty set for members below `capacity`.
  init(capacity: Int) {
    words = Array(repeating: 0, count: (capacity + 63) / 64)
  }

  mutating func insert(_ member: Int) {
    words[member >> 6] |= 1 << UInt64(member & 63)
  }

  func contains(_ member: Int) -> Bool {
    words[member >> 6] & (1 << UInt64(member & 63)) != 0
  }
}
