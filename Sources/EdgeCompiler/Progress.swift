/// How far one of the compiler's longer activities has come.
public struct Progress: Hashable, Sendable {
  public enum Activity: String, Sendable {
    case optimizing
    case running
    case comparing
    case calibrating
    case quantizing
    case measuring
    case reducing
  }

  public let activity: Activity
  /// Steps done, at most `total`. The first report of an activity has none.
  public let done: Int
  public let total: Int

  public init(_ activity: Activity, done: Int, total: Int) {
    self.activity = activity
    self.done = done
    self.total = total
  }
}
