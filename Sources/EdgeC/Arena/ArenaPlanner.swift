/// Decides the order of the steps and the place of every buffer so that the arena is as small as it can be made.
///
/// The order is searched first, to a proved optimum where the search closes; buffers are then placed for that
/// order, in-place and overlapping operation being nothing but a smaller distance that two buffers must keep.
/// The plan depends on nothing but the problem: all limits are counts, never times.
public enum ArenaPlanner {
  /// - Throws: `Diagnostic` E901 for a problem that contradicts itself (cyclic, a byte written twice or read
  ///   before it is written), E107 when its sizes add up to more than 2^40 bytes.
  public static func plan(_ problem: ArenaProblem) throws -> ArenaPlan {
    let model = try ArenaModel(problem)
    let stateLimit = min(20_000, 400_000 / max(1, model.stepCount))
    let search = ArenaOrderSearch.run(model, stateLimit: stateLimit)
    let (layout, placement) = ArenaPlacer.run(
      model, order: search.order, target: model.peak(of: search.order), effort: 2_000_000)
    let offsets = problem.buffers.indices.map { buffer in
      guard problem.buffers[buffer].sizeInBytes > 0 else { return 0 }
      let base = layout.itemOfBuffer[model.rootOfBuffer[buffer]].map { placement.bases[$0] }
      return base.map { $0 + model.offsetInRoot[buffer] } ?? 0
    }
    return ArenaPlan(
      order: search.order,
      offsets: offsets,
      scratchOffsets: layout.itemOfScratch.map { $0.map { placement.bases[$0] } },
      loopDirections: problem.steps.indices.map { loopDirection(of: $0, layout, placement.bases) },
      sizeInBytes: placement.sizeInBytes,
      lowerBound: search.lowerBound,
      isOrderExact: search.isExact,
      peak: peak(of: model, search.order, layout))
  }

  private static func loopDirection(of step: Int, _ layout: ArenaLayout, _ bases: [Int]) -> Int {
    for overlay in layout.activeOverlays[step] where overlay.samePlace == nil {
      let (x, y) = (layout.model.segments[overlay.dying], layout.model.segments[overlay.born])
      guard let dying = layout.itemOfBuffer[x.root], let born = layout.itemOfBuffer[y.root] else { continue }
      let distance = bases[born] - bases[dying]
      let meet = distance + y.offset < x.offset + x.size && x.offset < distance + y.offset + y.size
      if meet, distance > overlay.forwardLimit ?? Int.min { return -1 }
    }
    return 1
  }

  private static func peak(of model: ArenaModel, _ order: [Int], _ layout: ArenaLayout) -> ArenaPlan.Peak {
    let footprints = model.footprints(of: order)
    let (inputs, outputs) = model.boundaryBytes
    let most = footprints.max() ?? 0
    let position: Int
    if most >= max(inputs, outputs), let place = footprints.firstIndex(of: most) {
      position = place
    } else {
      position = inputs >= outputs ? -1 : order.count
    }
    return ArenaPlan.Peak(
      step: order.indices.contains(position) ? order[position] : nil,
      buffers: layout.liveBuffers(at: position))
  }
}
