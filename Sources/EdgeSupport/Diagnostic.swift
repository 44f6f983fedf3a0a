/// One problem, with everything a user needs to find and fix it.
public struct Diagnostic: Error, Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable, Comparable {
    case note, warning, error

    public static func < (a: Severity, b: Severity) -> Bool {
      func rank(_ s: Severity) -> Int { s == .note ? 0 : s == .warning ? 1 : 2 }
      return rank(a) < rank(b)
    }
  }

  /// Where in the user's model or files the problem is. Every field is optional; empty ones are not printed.
  public struct Location: Hashable, Sendable {
    public var file: String?
    /// In a file of text, counted from 1.
    public var line: Int?
    public var column: Int?
    /// The node's name as the user's exporter wrote it.
    public var node: String?
    /// The node's position in the file.
    public var nodeIndex: Int?
    /// The operator as the file spells it, e.g. `Resize`, with its domain when it is not the default one.
    public var operatorType: String?
    public var opset: Int?
    /// The value (tensor) concerned.
    public var value: String?

    public init(
      file: String? = nil, line: Int? = nil, column: Int? = nil, node: String? = nil, nodeIndex: Int? = nil,
      operatorType: String? = nil,
      opset: Int? = nil, value: String? = nil
    ) {
      self.file = file
      self.line = line
      self.column = column
      self.node = node
      self.nodeIndex = nodeIndex
      self.operatorType = operatorType
      self.opset = opset
      self.value = value
    }
  }

  public var severity: Severity
  public var code: DiagnosticCode
  /// Lower case, no full stop, "expected X, got Y".
  public var message: String
  public var location: Location
  /// Facts that help: the node's input types, the other nodes concerned.
  public var notes: [String]
  /// One concrete thing the user can do.
  public var hint: String?

  public init(
    _ severity: Severity, _ code: DiagnosticCode, _ message: String, at location: Location = Location(),
    notes: [String] = [], hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.notes = notes
    self.hint = hint
  }

  public static func error(
    _ code: DiagnosticCode, _ message: String, at location: Location = Location(), notes: [String] = [],
    hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(.error, code, message, at: location, notes: notes, hint: hint)
  }

  /// The text shown on a terminal: `file: severity: code: message`, in files of text `file:line:column:`, then one indented
  /// line for each fact.
  public var rendered: String {
    let place = [location.line, location.column].compactMap { $0 }.map { ":\($0)" }.joined()
    let file = location.file.map { "\($0)\(place): " } ?? ""
    var lines = ["\(file)\(severity.rawValue): \(code.rawValue): \(message)"]
    if let node = nodeDescription { lines.append("  node   \(node)") }
    if let value = location.value { lines.append("  value  '\(value)'") }
    lines += notes.map { "  note   \($0)" }
    if let hint { lines.append("  hint   \(hint)") }
    return lines.joined(separator: "\n")
  }

  private var nodeDescription: String? {
    guard location.node != nil || location.operatorType != nil else { return nil }
    var text = "'\(location.node ?? "")'"
    if let index = location.nodeIndex { text += " (#\(index))" }
    if let type = location.operatorType {
      text += ", \(type)\(location.opset.map { "-\($0)" } ?? "")"
    }
    return text
  }
}

/// Everything that stopped one stage, all at once.
public struct DiagnosticsError: Error, Sendable {
  public let diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}

/// Gathers notes and warnings while a command runs. Passed explicitly; nothing prints from the inside.
public final class DiagnosticCollector {
  public private(set) var diagnostics: [Diagnostic] = []

  public init() {}

  /// Repeats are dropped: one problem is said once.
  public func emit(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}
