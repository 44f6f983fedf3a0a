import EdgeIR
import EdgeONNX
import EdgeSupport

/// The tables of a TreeEnsembleRegressor or TreeEnsembleClassifier: nodes, of which some are leaves, and the leaves'
/// votes. Nodes are named by their tree's and their own number; those that are nobody's child are the roots.
struct NodeTables {
  /// A node's name.
  struct Key: Hashable {
    let tree: Int
    let node: Int
  }

  let votes: [(node: Key, vote: TreeEnsemble.Vote)]
  /// True when thresholds or weights are in double precision.
  let isDouble: Bool

  private let keys: [Key]
  private let branches: [Key: TreeEnsemble.Branch]
  private let children: [Key: (whenTrue: Key, whenFalse: Key)]

  /// - Parameter votes: how the names of the attributes with the votes begin.
  init(_ context: ImportContext, votes prefix: String) throws {
    func list(_ name: String) throws -> [Int] { try context.ints(name) ?? [] }
    let modes = try context.strings("nodes_modes") ?? []
    let splits = try context.numbers("nodes_values") ?? []
    let trees = try list("nodes_treeids")
    let nodes = try list("nodes_nodeids")
    let features = try list("nodes_featureids")
    let (onTrue, onFalse) = (try list("nodes_truenodeids"), try list("nodes_falsenodeids"))
    let missing = try context.ints("nodes_missing_value_tracks_true") ?? []
    try context.requireEqualLengths([
      "nodes_modes": modes.count, "nodes_values": splits.count, "nodes_treeids": trees.count,
      "nodes_nodeids": nodes.count, "nodes_featureids": features.count, "nodes_truenodeids": onTrue.count,
      "nodes_falsenodeids": onFalse.count,
      "nodes_missing_value_tracks_true": missing.isEmpty ? modes.count : missing.count,
    ])
    keys = zip(trees, nodes).map { Key(tree: $0, node: $1) }
    guard Set(keys).count == keys.count else {
      throw context.invalid("nodes_nodeids", "one node occurs twice")
    }

    let names = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"]
    var branches: [Key: TreeEnsemble.Branch] = [:]
    var children: [Key: (whenTrue: Key, whenFalse: Key)] = [:]
    for (i, key) in keys.enumerated() where modes[i] != "LEAF" {
      guard let comparison = names.firstIndex(of: modes[i]).flatMap({ TreeEnsemble.Comparison(rawValue: $0) })
      else { throw context.invalid("nodes_modes", "'\(modes[i])' is no comparison") }
      branches[key] = TreeEnsemble.Branch(
        feature: features[i], comparison, splits[i], missingIsTrue: !missing.isEmpty && missing[i] != 0,
        whenTrue: .leaf(0), whenFalse: .leaf(0))
      children[key] = (Key(tree: key.tree, node: onTrue[i]), Key(tree: key.tree, node: onFalse[i]))
    }
    self.branches = branches
    self.children = children

    let weights = try context.numbers("\(prefix)_weights") ?? []
    let (voteTrees, voteNodes) = (try list("\(prefix)_treeids"), try list("\(prefix)_nodeids"))
    let targets = try list("\(prefix)_ids")
    try context.requireEqualLengths([
      "\(prefix)_weights": weights.count, "\(prefix)_treeids": voteTrees.count,
      "\(prefix)_nodeids": voteNodes.count, "\(prefix)_ids": targets.count,
    ])
    votes = weights.indices.map {
      (Key(tree: voteTrees[$0], node: voteNodes[$0]), .init(target: targets[$0], weight: weights[$0]))
    }
    let known = Set(keys)
    for (_, pair) in children.sorted(by: { ($0.key.tree, $0.key.node) < ($1.key.tree, $1.key.node) })
    where !known.contains(pair.whenTrue) || !known.contains(pair.whenFalse) {
      throw context.invalid("nodes_truenodeids", "a branch of tree \(pair.whenTrue.tree) leads to no node")
    }
    if let stray = votes.first(where: { !known.contains($0.node) || branches[$0.node] != nil }) {
      throw context.invalid(
        "\(prefix)_nodeids", "node \(stray.node.node) of tree \(stray.node.tree) is no leaf")
    }
    isDouble = try ["nodes_values", "\(prefix)_weights"].contains {
      try context.tensor("\($0)_as_tensor") != nil
    }
  }

  func ensemble(targets: Int, _ aggregate: TreeEnsemble.Aggregate) -> TreeEnsemble {
    var places: [Key: TreeEnsemble.Child] = [:]
    var positions: [Key: Int] = [:]
    var (branchCount, leafCount) = (0, 0)
    for key in keys {
      if branches[key] != nil {
        places[key] = .branch(branchCount)
        branchCount += 1
      } else {
        places[key] = .leaf(leafCount)
        positions[key] = leafCount
        leafCount += 1
      }
    }
    var leaves = [[TreeEnsemble.Vote]](repeating: [], count: leafCount)
    for (node, vote) in votes { positions[node].map { leaves[$0].append(vote) } }
    var isChild: Set<Key> = []
    let resolved = keys.compactMap { key -> TreeEnsemble.Branch? in
      guard var branch = branches[key], let pair = children[key] else { return nil }
      isChild.formUnion([pair.whenTrue, pair.whenFalse])
      branch.whenTrue = places[pair.whenTrue] ?? branch.whenTrue
      branch.whenFalse = places[pair.whenFalse] ?? branch.whenFalse
      return branch
    }
    let roots = keys.compactMap { isChild.contains($0) ? nil : places[$0] }
    return TreeEnsemble(
      roots: roots, branches: resolved, leaves: leaves, targetCount: targets, aggregate: aggregate)
  }
}

extension TreeEnsemble {
  /// The ensemble with its branches numbered so that children come after their parents; those that no root leads to
  /// are gone.
  func sorted() throws -> TreeEnsemble {
    var parents = [Int](repeating: 0, count: branches.count)
    var isReached = parents
    var pending: [Int] = []
    func visit(_ child: Child) throws {
      switch child {
      case .leaf(let position):
        guard leaves.indices.contains(position) else {
          throw ImportError(.invalidAttribute, "a branch leads to leaf \(position) of \(leaves.count)")
        }
      case .branch(let position):
        guard branches.indices.contains(position) else {
          throw ImportError(.invalidAttribute, "a branch leads to branch \(position) of \(branches.count)")
        }
        if isReached[position] == 0 { pending.append(position) }
        isReached[position] = 1
      }
    }
    func sons(_ branch: Branch) -> [Int] {
      [branch.whenTrue, branch.whenFalse].compactMap {
        guard case .branch(let position) = $0 else { return nil }
        return position
      }
    }
    try roots.forEach(visit)
    while let next = pending.popLast() {
      try visit(branches[next].whenTrue)
      try visit(branches[next].whenFalse)
      for son in sons(branches[next]) { parents[son] += 1 }
    }
    var order = branches.indices.filter { isReached[$0] != 0 && parents[$0] == 0 }
    var done = 0
    while done < order.count {
      for son in sons(branches[order[done]]) {
        parents[son] -= 1
        if parents[son] == 0 { order.append(son) }
      }
      done += 1
    }
    guard order.count == isReached.reduce(0, +) else {
      throw ImportError(
        .invalidAttribute, "the branches of a tree lead back to themselves", hint: "re-export the model")
    }
    var places = [Int](repeating: 0, count: branches.count)
    for (place, position) in order.enumerated() { places[position] = place }
    func moved(_ child: Child) -> Child {
      guard case .branch(let position) = child else { return child }
      return .branch(places[position])
    }
    var result = self
    result.roots = roots.map(moved)
    result.branches = order.map { position in
      var branch = branches[position]
      (branch.whenTrue, branch.whenFalse) = (moved(branch.whenTrue), moved(branch.whenFalse))
      return branch
    }
    return result
  }
}
