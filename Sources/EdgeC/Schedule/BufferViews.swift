import EdgeIR

/// Which buffers are parts of others: the views of an arena problem under construction.
struct BufferViews: Sendable {
  /// Where a buffer that the program's caller sees lies within its root.
  private struct Visible: Sendable {
    var range: Range<Int>
    var isOutput: Bool
  }

  private(set) var views: [ArenaProblem.View] = []
  private var sizes: [Int] = []
  private var viewOfBuffer: [Int: ArenaProblem.View] = [:]
  /// For each root, the visible buffers that lie in it.
  private var visible: [Int: [Visible]] = [:]
  private let alignment: Int
  private let tensorAlignment: Int

  /// - Parameters:
  ///   - alignment: what every place that the program's caller sees is a multiple of.
  ///   - tensorAlignment: what every place is a multiple of.
  init(alignment: Int, tensorAlignment: Int) {
    self.alignment = alignment
    self.tensorAlignment = tensorAlignment
  }

  mutating func addBuffer(sizeInBytes: Int, isInput: Bool = false, isOutput: Bool = false) {
    if isInput || isOutput {
      visible[sizes.count] = [Visible(range: 0..<sizeInBytes, isOutput: isOutput)]
    }
    sizes.append(sizeInBytes)
  }

  /// Makes `buffer` the part of `whole` that begins at `offset`, unless it is a part of something else already,
  /// `whole` is a part of it, or the caller would find a graph output in the place of an input or of another
  /// output, or any tensor at an odd address.
  ///
  /// - Returns: whether it was done.
  mutating func place(_ buffer: Int, in whole: Int, at offset: Int) -> Bool {
    let part = location(of: buffer)
    let target = location(of: whole)
    let start = target.offset + offset
    // A buffer under another name, such as a reshaped one, brings what it is a name of.
    guard part.root != target.root, part.offset == 0, sizes[part.root] == sizes[buffer],
      start + sizes[buffer] <= sizes[target.root], start % tensorAlignment == 0
    else { return false }
    let moved = (visible[part.root] ?? []).map { entry in
      Visible(
        range: start + entry.range.lowerBound..<start + entry.range.upperBound, isOutput: entry.isOutput)
    }
    let present = visible[target.root] ?? []
    for entry in moved {
      if entry.range.lowerBound % alignment != 0 { return false }
      for other in present where other.range.overlaps(entry.range) && (other.isOutput || entry.isOutput) {
        return false
      }
    }
    append(.init(buffer: part.root, of: target.root, offset: start))
    visible[part.root] = nil
    visible[target.root] = present + moved
    return true
  }

  /// As `place`, for a buffer that nothing else can be said about: it is only written.
  mutating func append(_ view: ArenaProblem.View) {
    viewOfBuffer[view.buffer] = view
    views.append(view)
  }

  private func location(of buffer: Int) -> (root: Int, offset: Int) {
    var (root, offset) = (buffer, 0)
    while let view = viewOfBuffer[root] {
      root = view.root
      offset += view.offset
    }
    return (root, offset)
  }
}
