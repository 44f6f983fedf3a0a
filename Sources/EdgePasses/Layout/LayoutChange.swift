/// How the elements of a class get from one layout into another with one transpose, and as few reshapes around it as
/// possible.
struct LayoutChange {
  let from: AtomOrder
  let to: AtomOrder
  /// The atoms' sizes.
  let sizes: [Int]

  /// A transpose and the shape that its input must have.
  struct Step {
    let shape: [Int]
    let permutation: [Int]
  }

  /// Runtimes for microcontrollers transpose no more axes.
  private static let rankLimit = 5

  /// - Parameters:
  ///   - sources: shapes in which the elements are there.
  ///   - wanted: the shape in which they will be read.
  func step(_ sources: [[Int]], wanted: [Int]) -> Step {
    for source in sources {
      if let step = direct(source, wanted) { return step }
    }
    for source in sources {
      if let step = moving(AxisFrame.grouping(from.map { sizes[$0] }, source)?.map { $0.map { from[$0] } }) {
        return step
      }
    }
    if let axes = AxisFrame.grouping(to.map { sizes[$0] }, wanted)?.map({ $0.map { to[$0] } }),
      let step = yielding(axes)
    {
      return step
    }
    let merged = MergedTranspose(from: from, to: to)
    return Step(shape: merged.shape(sizes), permutation: merged.permutation)
  }

  /// The axes of a source in another order, when that is what is wanted.
  private func direct(_ source: [Int], _ wanted: [Int]) -> Step? {
    guard source.count <= Self.rankLimit,
      let old = AxisFrame.grouping(from.map { sizes[$0] }, source)?.map({ $0.map { from[$0] } }),
      let new = AxisFrame.grouping(to.map { sizes[$0] }, wanted)?.map({ $0.map { to[$0] } })
    else { return nil }
    var permutation: [Int] = []
    for axis in new {
      guard let match = old.indices.first(where: { old[$0] == axis && !permutation.contains($0) }) else {
        return nil
      }
      permutation.append(match)
    }
    return permutation.count == old.count ? Step(shape: source, permutation: permutation) : nil
  }

  /// The axes of a source in another order, when each stays in one piece.
  private func moving(_ axes: [[Int]]?) -> Step? {
    guard let axes, axes.count <= Self.rankLimit else { return nil }
    var permutation = axes.indices.filter { axes[$0].isEmpty }
    var position = 0
    while position < to.count {
      guard let next = axes.firstIndex(where: { $0.first == to[position] }),
        to[position...].starts(with: axes[next])
      else { return nil }
      permutation.append(next)
      position += axes[next].count
    }
    return Step(shape: shape(axes), permutation: permutation)
  }

  /// The transpose that yields certain axes, when each is in one piece before.
  private func yielding(_ axes: [[Int]]) -> Step? {
    guard axes.count <= Self.rankLimit else { return nil }
    var places = axes.indices.filter { axes[$0].isEmpty }
    var position = 0
    while position < from.count {
      guard let next = axes.firstIndex(where: { $0.first == from[position] }),
        from[position...].starts(with: axes[next])
      else { return nil }
      places.append(next)
      position += axes[next].count
    }
    let permutation = axes.indices.compactMap { axis in places.firstIndex(of: axis) }
    return Step(shape: shape(places.map { axes[$0] }), permutation: permutation)
  }

  private func shape(_ axes: [[Int]]) -> [Int] { axes.map { $0.reduce(1) { $0 * sizes[$1] } } }
}
