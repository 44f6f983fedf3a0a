import EdgeIR
import EdgeOps

/// An order of a data class's atoms, outermost first: one of its layouts.
typealias AtomOrder = [Int]

/// Values that hold the same elements, connected by reshapes and transposes that only relabel axes.
///
/// A class is named by its root, the value that an operator (or the caller) produces; its layouts are orders of
/// the root's atoms.
struct DataClasses {
  struct Alias {
    let root: ValueID
    /// For each atom of the alias the root's atom.
    let atoms: [Int]
  }

  let atoms: AxisAtoms
  private var aliases: [ValueID: Alias] = [:]

  init(_ graph: Graph, _ axes: [NodeID: OperatorAxes]) {
    atoms = AxisAtoms(graph, axes)
    for (id, value) in graph.values where value.producer == nil { aliases[id] = identity(id) }
    for node in graph.nodes {
      for output in node.outputs { aliases[output] = alias(output, node) }
    }
  }

  func isRelabel(_ node: Node) -> Bool {
    (node.operator is Transpose || node.operator is Reshape) && !atoms.barriers.contains(node.id)
  }

  func alias(_ value: ValueID) -> Alias { aliases[value] ?? identity(value) }

  func root(_ value: ValueID) -> ValueID { aliases[value]?.root ?? value }

  func sizes(_ root: ValueID) -> [Int] { atoms.atoms(of: root).map(\.size) }

  /// The layout in which a value's own axes are in their own order.
  func logicalOrder(_ value: ValueID) -> AtomOrder { alias(value).atoms }

  /// A layout of the root as an order of the alias's own atoms.
  func ownOrder(_ value: ValueID, _ order: AtomOrder) -> [Int] {
    let alias = alias(value)
    var position = [Int](repeating: 0, count: alias.atoms.count)
    for (own, root) in alias.atoms.enumerated() { position[root] = own }
    return order.map { position[$0] }
  }

  private func identity(_ value: ValueID) -> Alias {
    Alias(root: value, atoms: Array(atoms.atoms(of: value).indices))
  }

  private func alias(_ output: ValueID, _ node: Node) -> Alias {
    guard isRelabel(node), let input = node.inputs[0] else { return identity(output) }
    let source = alias(input)
    guard let transpose = node.operator as? Transpose else { return source }
    let inputAtoms = atoms.atoms(of: input)
    let moved = transpose.permutation.flatMap { axis in
      inputAtoms.indices.filter { inputAtoms[$0].axis == axis }
    }
    return Alias(root: source.root, atoms: moved.map { source.atoms[$0] })
  }
}
