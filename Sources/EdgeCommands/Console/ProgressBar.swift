internal import EdgeCompiler

/// A bar on a terminal's last line, for activities that take longer than two seconds. It must be cleared before
/// anything else is written.
final class ProgressBar {
  static let patience = Duration.seconds(2)
  static let redrawInterval = Duration.milliseconds(100)
  private static let width = 30

  private let write: (String) -> Void
  private let now: () -> Duration
  private var activity: Progress.Activity?
  private var started = Duration.zero
  private var drawn: Duration?

  /// - Parameters:
  ///   - write: writes to the terminal.
  ///   - now: the time since any fixed moment.
  init(write: @escaping (String) -> Void, now: @escaping () -> Duration) {
    self.write = write
    self.now = now
  }

  func show(_ progress: Progress) {
    let time = now()
    if progress.done == 0 || progress.activity != activity {
      activity = progress.activity
      started = time
    }
    if progress.done >= progress.total { return clear() }
    guard time - started > ProgressBar.patience else { return }
    if let drawn, time - drawn < ProgressBar.redrawInterval { return }
    drawn = time
    write("\r\u{1B}[K\(ProgressBar.line(progress))")
  }

  /// Removes the bar, if there is one.
  func clear() {
    guard drawn != nil else { return }
    drawn = nil
    write("\r\u{1B}[K")
  }

  static func line(_ progress: Progress) -> String {
    let fraction = Double(progress.done) / Double(max(1, progress.total))
    let filled = min(width, Int(fraction * Double(width)))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    return
      "\(progress.activity.rawValue) \(bar) \(Int(fraction * 100)) % (\(progress.done)/\(progress.total))"
  }
}
