/// Which function calls which and what each takes of the stack, as gcc writes with `-fcallgraph-info=su`: lines with a
/// node or an edge in the format of the visualizer VCG.
struct CallGraph {
  struct Function: Hashable {
    let name: String
    /// Nil for functions of other files.
    let stackBytes: Int?
  }

  struct Chain: Hashable {
    let bytes: Int
    /// From the outermost inwards.
    let functions: [Function]
  }

  private(set) var functions: [String: Function] = [:]
  private var callees: [String: [String]] = [:]

  init(parsing text: String) {
    for line in text.split(separator: "\n") {
      if line.hasPrefix("node:"), let title = Self.field("title", line) {
        let label = Self.field("label", line)?.replacing("\\n", with: "\n").split(separator: "\n") ?? []
        let bytes = label.last.flatMap { Int($0.prefix { $0.isNumber }) }
        let isMeasured = label.last?.contains(" bytes (") ?? false
        functions[title] = Function(
          name: label.first.map(String.init) ?? title, stackBytes: isMeasured ? bytes : nil)
      } else if line.hasPrefix("edge:"), let caller = Self.field("sourcename", line),
        let callee = Self.field("targetname", line)
      {
        callees[caller, default: []].append(callee)
      }
    }
  }

  private static func field(_ name: String, _ line: Substring) -> String? {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    let before = parts.indices.first { $0 % 2 == 0 && parts[$0].hasSuffix("\(name): ") }
    return before.flatMap { parts.indices.contains($0 + 1) ? String(parts[$0 + 1]) : nil }
  }

  /// Gives functions that take more than the compiler knows what they take.
  mutating func raise(_ depths: [String: Int]) {
    for (title, function) in functions {
      let symbol = title.split(separator: ":").last.map(String.init) ?? title
      guard let known = function.stackBytes, let depth = depths[symbol], depth > known else { continue }
      functions[title] = Function(name: function.name, stackBytes: depth)
    }
  }

  /// The calls from a function on that take the most; nil where functions call each other in a circle, or there is no such
  /// function.
  func deepest(from root: String) -> Chain? {
    var known: [String: Chain] = [:]
    var open: Set<String> = []
    func visit(_ title: String) -> Chain? {
      if let chain = known[title] { return chain }
      guard let function = functions[title], open.insert(title).inserted else { return nil }
      defer { open.remove(title) }
      var best = Chain(bytes: 0, functions: [])
      for callee in callees[title] ?? [] {
        guard let chain = visit(callee) else { return nil }
        if chain.bytes > best.bytes { best = chain }
      }
      let result = Chain(
        bytes: best.bytes + (function.stackBytes ?? 0), functions: [function] + best.functions)
      known[title] = result
      return result
    }
    return visit(root)
  }

  /// Functions of other files that are called: the compiler's and the mathematical library's.
  var unmeasured: [String] { functions.values.filter { $0.stackBytes == nil }.map(\.name).sorted() }
}
