import EdgeIR
import EdgeOps

/// A piece of an axis that stays together in every layout: the axis, or one digit of it when some reshape splits it.
struct Atom: Hashable {
  let axis: Int
  let size: Int
}

/// Splits the axes of a graph's values into atoms so that reshapes and transposes only relabel them.
///
/// Axes that operators tie together are split alike. Axes of size 1 have no atoms. A reshape that cannot be
/// explained by splitting is a barrier: an operator like any other, in logical order on both sides. So is one of values
/// whose scales differ along an axis.
struct AxisAtoms {
  private(set) var barriers: Set<NodeID> = []
  private var firstAxis: [ValueID: Int] = [:]
  private var parent: [Int] = []
  /// For each class of axes the strides, in elements of the axis, at which it is split; ascending, a divisor chain.
  private var splits: [[Int]] = []
  private var shapes: [ValueID: [Int]] = [:]
  private var known: [ValueID: [Atom]] = [:]

  init(_ graph: Graph, _ axes: [NodeID: OperatorAxes]) {
    for (id, value) in graph.values {
      firstAxis[id] = parent.count
      shapes[id] = value.type.shape
      for _ in value.type.shape {
        parent.append(parent.count)
        splits.append([])
      }
    }
    for node in graph.nodes where node.operator is Transpose || node.operator is Reshape {
      let values = node.inputs.compactMap { $0 } + node.outputs
      if values.contains(where: {
        graph[$0].type.quantization?.axis != nil || graph[$0].type.elementCount == 0
      }) {
        barriers.insert(node.id)
      }
    }
    for node in graph.nodes { tie(node, axes[node.id]) }
    refine(graph)
    for (id, _) in graph.values { known[id] = makeAtoms(id) }
  }

  /// The atoms of a value, in row-major order.
  func atoms(of value: ValueID) -> [Atom] { known[value] ?? makeAtoms(value) }

  private func makeAtoms(_ value: ValueID) -> [Atom] {
    let shape = shapes[value] ?? []
    var atoms: [Atom] = []
    for axis in shape.indices where shape[axis] != 1 {
      var extent = shape[axis]
      for stride in splits[find((firstAxis[value] ?? 0) + axis)].reversed() {
        atoms.append(Atom(axis: axis, size: extent / stride))
        extent = stride
      }
      atoms.append(Atom(axis: axis, size: extent))
    }
    return atoms
  }

  private mutating func tie(_ node: Node, _ axes: OperatorAxes?) {
    if let transpose = node.operator as? Transpose, let input = node.inputs[0] {
      guard !barriers.contains(node.id) else { return }
      for (axis, source) in transpose.permutation.enumerated() { unite(node.outputs[0], axis, input, source) }
      return
    }
    guard let axes else { return }
    var first: [Int: (ValueID, Int)] = [:]
    for port in axes.ports {
      for (axis, label) in port.labels.enumerated() {
        guard let label, !axes.blocks.contains(label) else { continue }
        if let (value, other) = first[label] {
          unite(port.value, axis, value, other)
        } else {
          first[label] = (port.value, axis)
        }
      }
    }
  }

  /// Adds splits until every reshape maps atoms to atoms, or is a barrier.
  private mutating func refine(_ graph: Graph) {
    let reshapes = graph.nodes.filter { $0.operator is Reshape }
    var changed = true
    while changed {
      changed = false
      for node in reshapes where !barriers.contains(node.id) {
        guard let input = node.inputs[0] else { continue }
        let output = node.outputs[0]
        let (inner, outer) = (boundaries(input), boundaries(output))
        for (value, missing) in [(input, outer.subtracting(inner)), (output, inner.subtracting(outer))] {
          for boundary in missing.sorted() {
            if split(value, at: boundary) {
              changed = true
            } else {
              barriers.insert(node.id)
            }
          }
        }
      }
    }
  }

  /// Where atoms begin, in elements counted from the innermost.
  private func boundaries(_ value: ValueID) -> Set<Int> {
    var base = 1
    var result: Set<Int> = []
    for atom in atoms(of: value).reversed() {
      base *= atom.size
      result.insert(base)
    }
    return result
  }

  private mutating func split(_ value: ValueID, at boundary: Int) -> Bool {
    var low = 1
    let shape = shapes[value] ?? []
    for axis in shape.indices.reversed() {
      let high = low * shape[axis]
      if low < boundary, boundary < high {
        guard boundary % low == 0, high % boundary == 0 else { return false }
        let stride = boundary / low
        let root = find((firstAxis[value] ?? 0) + axis)
        guard splits[root].allSatisfy({ $0 % stride == 0 || stride % $0 == 0 }) else { return false }
        if !splits[root].contains(stride) { splits[root] = (splits[root] + [stride]).sorted() }
        return true
      }
      low = high
    }
    return false
  }

  private func find(_ axis: Int) -> Int {
    var root = axis
    while parent[root] != root { root = parent[root] }
    return root
  }

  private mutating func unite(_ a: ValueID, _ axisA: Int, _ b: ValueID, _ axisB: Int) {
    guard let baseA = firstAxis[a], let baseB = firstAxis[b] else { return }
    let (rootA, rootB) = (find(baseA + axisA), find(baseB + axisB))
    parent[max(rootA, rootB)] = min(rootA, rootB)
  }
}
