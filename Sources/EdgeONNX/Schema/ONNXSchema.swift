import EdgeIR
import EdgeSupport
import ONNXFormat

/// The signature of one version of an ONNX operator: what a node may look like whatever its numbers are.
///
/// Importers rely on it: they see only nodes with the inputs, element types and attributes that the operator defines.
/// Element types that the graph cannot hold are left out; they are refused where they enter the graph.
struct ONNXSchema {
  struct Parameter {
    enum Option {
      case single, optional, variadic, heterogeneous
    }

    let type: Substring
    let option: Option
  }

  struct Attribute {
    let kind: Character
    let isRequired: Bool
  }

  let sinceVersion: Int
  let inputs: [Parameter]
  let maximalOutputs: Int
  let elementTypes: [Substring: Set<ElementType>]
  let attributes: [Substring: Attribute]

  /// The schema in force, nil for operators of which nothing is known: other domains', experimental ones.
  static func of(_ operatorType: String, domain: String, version: Int) -> ONNXSchema? {
    let name = domain.isEmpty ? operatorType : "\(domain)::\(operatorType)"
    guard let rows = rows[Substring(name)] else { return nil }
    return rows.compactMap { ONNXSchema(row: $0) }.last { $0.sinceVersion <= version }
  }

  /// Lines of the table by operator, oldest first.
  private static let rows = Dictionary(
    grouping: table.split(separator: "\n"), by: { $0.prefix { $0 != " " } })

  private init?(row: Substring) {
    let cells = row.split(separator: " ")
    guard cells.count == 6, let sinceVersion = Int(cells[1]), let maximalOutputs = Int(cells[3]) else {
      return nil
    }
    self.sinceVersion = sinceVersion
    self.maximalOutputs = maximalOutputs
    inputs = Self.items(cells[2]).map { item in
      switch item.last {
      case "?": Parameter(type: item.dropLast(), option: .optional)
      case "*": Parameter(type: item.dropLast(), option: .variadic)
      case "~": Parameter(type: item.dropLast(), option: .heterogeneous)
      default: Parameter(type: item, option: .single)
      }
    }
    elementTypes = Dictionary(
      Self.items(cells[4]).map { item in
        let parts = item.split(separator: "=")
        let bits = parts.last.flatMap { Int($0, radix: 16) } ?? 0
        return (
          parts[0],
          Set(ElementType.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
        )
      }, uniquingKeysWith: { first, _ in first })
    attributes = Dictionary(
      Self.items(cells[5]).map { item in
        let parts = item.split(separator: ":")
        return (parts[0], Attribute(kind: parts[1].first ?? "?", isRequired: item.hasSuffix("!")))
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func items(_ cell: Substring) -> [Substring] {
    cell == "-" ? [] : cell.split(separator: ",")
  }
}
