import EdgeSupport
import ONNXFormat

/// The functions that a model defines, by what nodes call them.
struct FunctionTable {
  struct Key: Hashable {
    let domain: String
    let name: String
    let overload: String

    /// `domain::name`, with the overload where there is one.
    var text: String {
      let base = domain.isEmpty ? name : "\(domain)::\(name)"
      return overload.isEmpty ? base : "\(base):\(overload)"
    }
  }

  private var functions: [Key: ONNXFunction] = [:]

  /// - Throws: `DiagnosticsError` E207 for two functions that one node could mean.
  init(_ functions: [ONNXFunction]) throws {
    var problems: [Diagnostic] = []
    for function in functions {
      let key = Key(domain: function.domain, name: function.name, overload: function.overload)
      if self.functions.updateValue(function, forKey: key) != nil {
        problems.append(
          .error(
            .duplicateName, "the model defines the function '\(key.text)' twice",
            hint: "functions differ in domain, name or overload; re-export the model"))
      }
    }
    if !problems.isEmpty { throw DiagnosticsError(problems) }
  }

  subscript(key: Key) -> ONNXFunction? { functions[key] }
}
