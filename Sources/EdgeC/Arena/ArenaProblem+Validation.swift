internal import EdgeSupport

extension ArenaProblem {
  /// While all sizes together stay below this, no sum or product that planning forms can overflow.
  private static let sizeLimit = 1 << 40

  /// Indices in range, sizes non-negative and bounded, every byte written at most once.
  func validate() throws {
    guard alignment > 0, alignment <= 4096 else { throw inconsistent("alignment \(alignment)") }
    let sizes = buffers.map(\.sizeInBytes) + steps.map(\.scratchBytes)
    var total = (buffers.count + steps.count) * alignment
    for size in sizes {
      guard size >= 0 else { throw inconsistent("a size of \(size) bytes") }
      guard size < Self.sizeLimit, total < Self.sizeLimit else {
        throw Diagnostic.error(
          .sizeLimitExceeded, "the tensors of this model need more than \(Self.sizeLimit) bytes",
          hint: "check the shapes given with --input-shape and --dim")
      }
      total += size
    }
    let used =
      inputs + outputs + steps.flatMap { $0.inputs + $0.outputs } + views.flatMap { [$0.buffer, $0.root] }
    if let stray = used.first(where: { !buffers.indices.contains($0) }) {
      throw inconsistent("buffer index \(stray) of \(buffers.count)")
    }
    for step in steps {
      for overlap in step.overlaps {
        guard step.inputs.indices.contains(overlap.input), step.outputs.indices.contains(overlap.output)
        else {
          throw inconsistent("an overlap of \(step.name) at positions it does not have")
        }
        guard case .distance(let forward, let backward) = overlap.rule else { continue }
        guard max(forward ?? 0, backward ?? 0) < Self.sizeLimit else {
          throw inconsistent("an overlap distance of \(step.name) beyond any buffer")
        }
      }
    }
  }

  /// For each buffer the buffer that it finally is a part of, and the distance from that one's start.
  func resolveViews() throws -> (roots: [Int], offsets: [Int]) {
    var viewOfBuffer: [View?] = Array(repeating: nil, count: buffers.count)
    for view in views {
      let name = buffers[view.buffer].name
      guard viewOfBuffer[view.buffer] == nil else { throw inconsistent("two views named \(name)") }
      let room = buffers[view.root].sizeInBytes - buffers[view.buffer].sizeInBytes
      guard view.offset >= 0, view.offset <= room else {
        throw inconsistent("view \(name) leaves \(buffers[view.root].name)")
      }
      viewOfBuffer[view.buffer] = view
    }
    var roots = Array(buffers.indices)
    var offsets = Array(repeating: 0, count: buffers.count)
    for buffer in buffers.indices {
      var hops = 0
      while let view = viewOfBuffer[roots[buffer]] {
        roots[buffer] = view.root
        offsets[buffer] += view.offset
        hops += 1
        guard hops <= buffers.count else { throw inconsistent("\(buffers[buffer].name) is a view of itself") }
      }
    }
    return (roots, offsets)
  }

  /// Who must run before whom, and the first order, in terms of step indices, that respects it.
  func dependencies(
    _ resolved: (roots: [Int], offsets: [Int])
  ) throws -> (predecessors: [[Int]], successors: [[Int]], order: [Int]) {
    let writers = try writersByRoot(resolved)
    var predecessors: [[Int]] = Array(repeating: [], count: steps.count)
    var successors: [[Int]] = Array(repeating: [], count: steps.count)
    for (index, step) in steps.enumerated() {
      var before: Set<Int> = []
      for buffer in step.inputs {
        let isEmpty = buffers[buffer].sizeInBytes == 0
        for writer in writers[resolved.roots[buffer]] {
          guard let producer = writer.step else { continue }
          let needed =
            isEmpty
            ? writer.buffer == buffer || writer.buffer == resolved.roots[buffer]
            : extent(of: buffer, resolved).overlaps(extent(of: writer.buffer, resolved))
          if needed { before.insert(producer) }
        }
      }
      predecessors[index] = before.sorted()
      for producer in predecessors[index] { successors[producer].append(index) }
    }
    return (predecessors, successors, try firstOrder(predecessors, successors))
  }

  private func extent(of buffer: Int, _ resolved: (roots: [Int], offsets: [Int])) -> Range<Int> {
    resolved.offsets[buffer]..<resolved.offsets[buffer] + buffers[buffer].sizeInBytes
  }

  /// What is written into each root: by a step, or, where the step is nil, by the caller.
  private func writersByRoot(
    _ resolved: (roots: [Int], offsets: [Int])
  ) throws -> [[(step: Int?, buffer: Int)]] {
    var writers: [[(step: Int?, buffer: Int)]] = Array(repeating: [], count: buffers.count)
    for buffer in inputs { writers[resolved.roots[buffer]].append((nil, buffer)) }
    for (index, step) in steps.enumerated() {
      for buffer in step.outputs { writers[resolved.roots[buffer]].append((index, buffer)) }
    }
    for group in writers {
      let extents = group.map { extent(of: $0.buffer, resolved) }.filter { !$0.isEmpty }
        .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
      for (a, b) in zip(extents, extents.dropFirst()) where a.overlaps(b) {
        throw inconsistent("\(buffers[resolved.roots[group[0].buffer]].name) is written twice")
      }
    }
    try requireWritten(writers, resolved)
    return writers
  }

  private func requireWritten(
    _ writers: [[(step: Int?, buffer: Int)]], _ resolved: (roots: [Int], offsets: [Int])
  ) throws {
    for buffer in Set(steps.flatMap(\.inputs) + outputs).sorted() {
      let wanted = extent(of: buffer, resolved)
      let covered = writers[resolved.roots[buffer]].reduce(0) {
        $0 + extent(of: $1.buffer, resolved).clamped(to: wanted).count
      }
      guard covered == wanted.count else {
        throw inconsistent("\(buffers[buffer].name) is read but not written")
      }
    }
  }

  private func firstOrder(_ predecessors: [[Int]], _ successors: [[Int]]) throws -> [Int] {
    var pending = predecessors.map(\.count)
    var ready = steps.indices.filter { pending[$0] == 0 }
    var order: [Int] = []
    while let next = ready.min() {
      ready.removeAll { $0 == next }
      order.append(next)
      for successor in successors[next] {
        pending[successor] -= 1
        if pending[successor] == 0 { ready.append(successor) }
      }
    }
    guard order.count == steps.count else { throw inconsistent("steps wait for each other in a circle") }
    return order
  }

  private func inconsistent(_ fact: String) -> Diagnostic {
    .error(.internalInvariant, "an arena problem that contradicts itself: \(fact)")
  }
}
