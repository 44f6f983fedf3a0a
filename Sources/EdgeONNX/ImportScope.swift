import EdgeIR

/// The names of ONNX values in one graph or function, and what they stand for. A nested graph's scope continues in
/// that of the graph around it, where names of its own hide those further out; a function's scope does not.
final class ImportScope {
  enum Binding {
    case value(ValueID)
    /// An optional input of a function that its call leaves empty.
    case absent
    /// The value's node could not be imported: its readers fail silently, so that one problem is reported once.
    case failed
  }

  /// The graph that the values are in.
  let session: ImportSession
  /// Stands before the names of values that come from here.
  let prefix: String
  private let parent: ImportScope?
  private var names: [String: Binding] = [:]

  init(_ session: ImportSession, prefix: String = "", inside parent: ImportScope? = nil) {
    self.session = session
    self.prefix = prefix
    self.parent = parent
  }

  func define(_ name: String, as binding: Binding) { names[name] = binding }

  /// Whether the name is one of this scope, not of one around it.
  func defines(_ name: String) -> Bool { names[name] != nil }

  /// What a name stands for here. A value of a graph around this scope's comes in as a captured value.
  func find(_ name: String) -> Binding? {
    if let own = names[name] { return own }
    guard let parent, let outer = parent.find(name) else { return nil }
    guard case .value(let value) = outer, parent.session !== session else { return outer }
    return .value(session.capture(value))
  }
}

/// What was computed from a value that failed: there is nothing new to report.
struct UpstreamFailure: Error {}
