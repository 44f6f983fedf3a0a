#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Threads for work that is divided by hand. Plain POSIX: the library's interfaces are not asynchronous.
public enum Parallel {
  /// How many processors this machine has now; at least 1.
  public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// As much as a main thread commonly has; some systems give others a sixteenth of it.
  private static let stackSize = 8 << 20

  /// Calls `body` with 0, 1, … `workers` - 1, each on a thread of its own, and returns when all have returned.
  /// Where the system gives no thread, the call happens on the current one.
  public static func run(workers: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let threads = (1..<max(workers, 1)).map { start(Work(body: body, worker: $0)) }
      body(0)
      for thread in threads { if let thread { pthread_join(thread, nil) } }
    }
  }

  private final class Work: Sendable {
    let body: @Sendable (Int) -> Void
    let worker: Int

    init(body: @escaping @Sendable (Int) -> Void, worker: Int) {
      self.body = body
      self.worker = worker
    }
  }

  private static func start(_ work: Work) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let context = Unmanaged.passRetained(work)
    #if canImport(Darwin)
      var thread: pthread_t?
      let main: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { context in
        let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
        work.body(work.worker)
        return nil
      }
    #else
      var thread = pthread_t()
      let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
        guard let context else { return nil }
        let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
        work.body(work.worker)
        return nil
      }
    #endif
    if pthread_create(&thread, &attributes, main, context.toOpaque()) == 0 { return thread }
    context.release()
    work.body(work.worker)
    return nil
  }
}
