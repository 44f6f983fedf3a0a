import EdgeIR
import EdgeSupport

/// Layers that are to compute with other numbers than the rest: a JSON object from names, of the model's nodes or of the
/// values that they compute, to `int8`, `int16` or `float32`.
///
///     {
///       "/head/Gemm": "int16",
///       "features": "float32"
///     }
struct PrecisionFile {
  private let path: String
  private let entries: [(name: String, element: ElementType)]

  private static let elements: [String: ElementType] = [
    "int8": .int8, "int16": .int16, "float32": .float32,
  ]

  /// - Throws: `Diagnostic` E801; E702 for a file that is not of this form.
  init(_ path: String) throws {
    self.path = path
    guard let members = try JSON(parsing: FileSystem.read(path), path: path).members else {
      throw Diagnostic.error(
        .malformedData, "expected an object of names", at: .init(file: path),
        hint: "for example {\"conv1\": \"int16\"}")
    }
    entries = try members.map { member in
      guard let element = member.value.asString.flatMap({ Self.elements[$0] }) else {
        throw Diagnostic.error(
          .malformedData, "expected int8, int16 or float32, got \(member.value.compact)",
          at: .init(file: path, value: member.key), hint: "say what the layer is to compute with")
      }
      return (member.key, element)
    }
  }

  /// What each node that is named is to compute with.
  ///
  /// - Throws: `Diagnostic` E803 for a name that there is not.
  func prescribed(in graph: Graph) throws -> [NodeID: ElementType] {
    var result: [NodeID: ElementType] = [:]
    for (name, element) in entries {
      let named = graph.nodes.filter { node in
        node.outputs.contains { graph[$0].name == name } || node.origins.contains { $0.name == name }
      }
      guard !named.isEmpty else {
        throw Diagnostic.error(
          .invalidOption, "no node and no value that a node computes is called '\(name)'",
          at: .init(file: path, value: name),
          hint: "give names that `edgec inspect` or the quantization report shows")
      }
      for node in named { result[node.id] = element }
    }
    return result
  }
}
