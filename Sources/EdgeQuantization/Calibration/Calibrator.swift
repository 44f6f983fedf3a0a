public import EdgeIR
import EdgeInterpreter
public import EdgeSupport
import Synchronization

/// Runs a float graph on samples and gathers the statistics of all its float values, inputs included and constants
/// not.
///
/// Samples run side by side. What comes out does not depend on how many at once, and memory not on how many in all.
public struct Calibrator {
  private let graph: Graph
  private let threads: Int

  public init(_ graph: Graph, threads: Int = Parallel.processorCount) {
    self.graph = graph
    self.threads = threads
  }

  /// - Parameters:
  ///   - model: The digest of the model's file.
  ///   - count: How many samples there are.
  ///   - sample: One tensor for each graph input. Called with 0, 1, … in order, never twice at a time, though by
  ///     different threads.
  ///   - progress: Called with the number of samples done, in the same way.
  /// - Throws: What `sample` or `Interpreter.run` throws for the first sample that fails.
  public func run(
    model: String, count: Int, sample: (Int) throws -> [Tensor], progress: (Int) -> Void = { _ in }
  ) throws -> CalibrationStatistics {
    let gathered = GatheredStatistics(graph)
    let interpreter = Interpreter(graph)
    try withoutActuallyEscaping(sample) { sample in
      try withoutActuallyEscaping(progress) { progress in
        let queue = SampleQueue(count: count, sample: sample, progress: progress)
        Parallel.run(workers: min(threads, count)) { _ in
          while let (index, inputs) = queue.next() {
            queue.finish(
              index, Result { try gathered.add(inputs, running: interpreter) })
          }
        }
        try queue.check()
      }
    }
    return gathered.result(model: model, sampleCount: count)
  }
}

/// Statistics that several threads add to.
private final class GatheredStatistics: Sendable {
  private final class Entry: Sendable {
    let name: String
    let statistics = Mutex(RangeStatistics())

    init(name: String) { self.name = name }
  }

  private let inputs: [ValueID]
  private let entries: [ValueID: Entry]
  /// The keys of `entries`, inputs first, then in order of execution.
  private let order: [ValueID]

  init(_ graph: Graph) {
    inputs = graph.inputs
    order = (graph.inputs + graph.nodes.flatMap(\.outputs)).filter { graph[$0].type.element.isFloat }
    entries = Dictionary(uniqueKeysWithValues: order.map { ($0, Entry(name: graph[$0].name)) })
  }

  func add(_ sample: [Tensor], running interpreter: Interpreter) throws {
    _ = try interpreter.run(sample) { _, value, tensor in self.add(tensor, value) }
    for (input, tensor) in zip(inputs, sample) { add(tensor, input) }
  }

  private func add(_ tensor: Tensor, _ value: ValueID) {
    entries[value]?.statistics.withLock { $0.add(tensor) }
  }

  func result(model: String, sampleCount: Int) -> CalibrationStatistics {
    var result = CalibrationStatistics(model: model, sampleCount: sampleCount)
    for value in order {
      guard let entry = entries[value] else { continue }
      result[entry.name] = entry.statistics.withLock { $0 }
    }
    return result
  }
}

/// Hands out samples in order until one fails.
private final class SampleQueue: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var failure: (index: Int, error: any Error)?
  }

  /// Closures that are called under the lock only.
  private struct Caller: @unchecked Sendable {
    let sample: (Int) throws -> [Tensor]
    let progress: (Int) -> Void
  }

  private let count: Int
  private let caller: Caller
  private let state = Mutex(State())

  init(count: Int, sample: @escaping (Int) throws -> [Tensor], progress: @escaping (Int) -> Void) {
    self.count = count
    caller = Caller(sample: sample, progress: progress)
  }

  func next() -> (index: Int, inputs: [Tensor])? {
    state.withLock { state in
      guard state.next < count, state.failure == nil else { return nil }
      let index = state.next
      state.next += 1
      do {
        return (index, try caller.sample(index))
      } catch {
        state.failure = (index, error)
        return nil
      }
    }
  }

  func finish(_ index: Int, _ result: Result<Void, any Error>) {
    state.withLock { state in
      switch result {
      case .success:
        state.done += 1
        caller.progress(state.done)
      case .failure(let error):
        // Those before it were handed out before it: of all failures the first one stays.
        if let failure = state.failure, failure.index < index { return }
        state.failure = (index, error)
      }
    }
  }

  func check() throws {
    guard let failure = state.withLock({ $0.failure }) else { return }
    guard var diagnostic = failure.error as? Diagnostic else { throw failure.error }
    diagnostic.notes.append("in sample \(failure.index)")
    throw diagnostic
  }
}
