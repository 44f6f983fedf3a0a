import EdgeSupport

/// The results of a function of 0 to `count - 1`, computed on all cores; in order, so they do not depend on how many.
///
/// - Throws: what `body` throws first, by its argument.
func concurrentMap<Value>(_ count: Int, _ body: (Int) throws -> Value) throws -> [Value] {
  let workers = min(Parallel.processorCount, count)
  guard workers > 1 else { return try (0..<count).map(body) }
  var results = [Result<Value, any Error>?](repeating: nil, count: count)
  withoutActuallyEscaping(body) { body in
    results.withUnsafeMutableBufferPointer { results in
      nonisolated(unsafe) let results = results
      nonisolated(unsafe) let body = body
      Parallel.run(workers: workers) { worker in
        for i in stride(from: worker, to: count, by: workers) { results[i] = Result { try body(i) } }
      }
    }
  }
  return try results.compactMap { try $0?.get() }
}
