import EdgeSupport
import Synchronization
import Testing

struct ParallelTests {
  @Test(arguments: [0, 1, 2, 33]) func everyWorkerRunsOnce(workers: Int) {
    let seen = Mutex<[Int]>([])
    Parallel.run(workers: workers) { worker in seen.withLock { $0.append(worker) } }
    #expect(seen.withLock { $0.sorted() } == Array(0..<max(1, workers)))
  }

  @Test func thisMachineHasProcessors() { #expect(Parallel.processorCount >= 1) }
}
