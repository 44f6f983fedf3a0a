import EdgeIR
import EdgeONNX
import EdgeSupport

/// - TreeEnsemble: ai.onnx.ml 5
/// - TreeEnsembleRegressor, TreeEnsembleClassifier: ai.onnx.ml 1; 3 tables in double precision
///
/// Integers are compared as float32; double precision in the tables makes the whole computation one of doubles.
extension TreeEnsemble: ONNXImporting {
  public static let importers = [
    ONNXImporter("TreeEnsemble", since: 5, domain: machineLearning, build: importEnsemble),
    ONNXImporter("TreeEnsembleRegressor", since: 1, domain: machineLearning, build: importRegressor),
    ONNXImporter("TreeEnsembleClassifier", since: 1, domain: machineLearning, build: importClassifier),
  ]

  @Sendable private static func importEnsemble(_ context: ImportContext) throws -> [ValueID] {
    let targets = try targetCount(context)
    let code = try context.int("aggregate_function", default: 1)
    guard let aggregate = Aggregate(rawValue: code) else {
      throw context.invalid("aggregate_function", "expected 0 to 3, got \(code)")
    }
    let tables = try ["leaf_weights", "nodes_splits", "membership_values"].map { try context.tensor($0) }
    let weights = tables[0]?.doubles() ?? []
    let leafTargets = try context.ints("leaf_targetids") ?? []
    try context.requireEqualLengths(["leaf_weights": weights.count, "leaf_targetids": leafTargets.count])
    let leaves = zip(leafTargets, weights).map { [Vote(target: $0, weight: $1)] }
    let roots = try (context.ints("tree_roots") ?? []).map { Child.branch($0) }
    let trees = try TreeEnsemble(
      roots: roots,
      branches: branches(
        context, splits: tables[1]?.doubles() ?? [], members: tables[2]?.doubles() ?? []),
      leaves: leaves, targetCount: targets, aggregate: aggregate
    ).sorted()
    let isDouble = tables.contains { $0?.element == .float64 }
    let x = try context.featureRows(context.input(0), inDoubles: isDouble)
    let transforms = PostTransform.allCases
    let post = try context.int("post_transform", default: 0)
    guard transforms.indices.contains(post) else {
      throw context.invalid("post_transform", "expected 0 to 4, got \(post)")
    }
    return [try context.transformed(context.add(trees, [x]), transforms[post])]
  }

  /// The branches of a TreeEnsemble; one on set membership becomes a chain, one branch for each member.
  private static func branches(
    _ context: ImportContext, splits: [Double], members: [Double]
  ) throws -> [Branch] {
    let features = try context.ints("nodes_featureids") ?? []
    let modes = try context.tensor("nodes_modes")?.integers() ?? []
    let isMissingTrue = try context.ints("nodes_missing_value_tracks_true") ?? features.map { _ in 0 }
    let children = try ["true", "false"].map { side in
      try zip(context.ints("nodes_\(side)nodeids") ?? [], context.ints("nodes_\(side)leafs") ?? [])
        .map { $1 == 0 ? Child.branch($0) : .leaf($0) }
    }
    try context.requireEqualLengths([
      "nodes_featureids": features.count, "nodes_modes": modes.count, "nodes_splits": splits.count,
      "nodes_missing_value_tracks_true": isMissingTrue.count, "nodes_truenodeids": children[0].count,
      "nodes_falsenodeids": children[1].count,
    ])
    var sets = members.split(omittingEmptySubsequences: false) { $0.isNaN }[...]
    var branches: [Branch] = []
    var chains: [Branch] = []
    for i in features.indices {
      func branch(_ comparison: Comparison, _ split: Double, whenFalse: Child) -> Branch {
        Branch(
          feature: features[i], comparison, split, missingIsTrue: isMissingTrue[i] != 0,
          whenTrue: children[0][i], whenFalse: whenFalse)
      }
      if let comparison = Comparison(rawValue: modes[i]) {
        branches.append(branch(comparison, splits[i], whenFalse: children[1][i]))
        continue
      }
      guard modes[i] == 6, let members = sets.popFirst() else {
        throw context.invalid("nodes_modes", "expected 0 to 6 with a set for each 6, got \(modes[i])")
      }
      var next = children[1][i]
      for member in members.dropFirst().reversed() {
        chains.append(branch(.equal, member, whenFalse: next))
        next = .branch(features.count + chains.count - 1)
      }
      branches.append(branch(.equal, members.first ?? .nan, whenFalse: next))
    }
    return branches + chains
  }

  private static func targetCount(_ context: ImportContext) throws -> Int {
    guard let count = try context.int("n_targets"), count > 0 else {
      throw context.invalid("n_targets", "expected the number of targets")
    }
    return count
  }

  @Sendable private static func importRegressor(_ context: ImportContext) throws -> [ValueID] {
    let names = ["AVERAGE", "SUM", "MIN", "MAX"]
    let function = try context.choice("aggregate_function", of: names, default: "SUM")
    let aggregate = names.firstIndex(of: function).flatMap { Aggregate(rawValue: $0) } ?? .sum
    let tables = try NodeTables(context, votes: "target")
    let targets = try targetCount(context)
    let trees = try tables.ensemble(targets: targets, aggregate).sorted()
    var y = try context.add(trees, [context.featureRows(context.input(0), inDoubles: tables.isDouble)])
    if let base = try context.numbers("base_values"), !base.isEmpty {
      guard base.count == targets else {
        throw context.invalid("base_values", "expected \(targets) elements, got \(base.count)")
      }
      y = try context.add(Binary(.add), [y, context.constant(base, like: y)])
    }
    return [try context.inSingle(context.transformed(y, context.postTransform()))]
  }

  @Sendable private static func importClassifier(_ context: ImportContext) throws -> [ValueID] {
    let labels = try ClassLabels(context, integers: "classlabels_int64s")
    let tables = try NodeTables(context, votes: "class")
    let trees = try tables.ensemble(targets: labels.count, .sum).sorted()
    let scores = try context.add(
      trees, [context.featureRows(context.input(0), inDoubles: tables.isDouble)])
    let base = try context.numbers("base_values") ?? []
    let voted = Set(tables.votes.map(\.vote.target))
    if labels.count == 2, voted.count == 1 {
      return try binary(context, scores, base, tables, isFirst: voted.contains(0), labels)
    }
    guard base.isEmpty || base.count == labels.count else {
      throw context.invalid("base_values", "expected \(labels.count) elements, got \(base.count)")
    }
    let z =
      base.isEmpty ? scores : try context.add(Binary(.add), [scores, context.constant(base, like: scores)])
    let transformed = try context.transformed(z, context.postTransform())
    return [try labels.best(context, z), try context.inSingle(transformed)]
  }

  /// Two classes of which the trees know one. Votes for the first class count for the second, whose score they are;
  /// the first gets the rest to 1, or the negative when there are negative weights. Votes for the second class leave
  /// the first at 0. The second class wins above 0.5, or above 0 when there are negative weights. This is what ONNX
  /// Runtime does and exporters rely on.
  private static func binary(
    _ context: ImportContext, _ scores: ValueID, _ base: [Double], _ tables: NodeTables, isFirst: Bool,
    _ labels: ClassLabels
  ) throws -> [ValueID] {
    guard base.count <= (isFirst ? 1 : 0) else {
      throw context.invalid(
        "base_values", "\(base.count) of them for the votes of one class are not supported")
    }
    let isPositive = tables.votes.allSatisfy { $0.vote.weight >= 0 }
    var score = try context.column(scores, isFirst ? 0 : 1)
    if !base.isEmpty { score = try context.add(Binary(.add), [score, context.constant(base, like: score)]) }
    let y = try labels.second(context, when: score, above: isPositive ? 0.5 : 0)
    let post = try context.postTransform()
    let z =
      isFirst
      ? try context.pair(score, isProbability: isPositive, post) : try context.transformed(scores, post)
    return [y, try context.inSingle(z)]
  }
}

/// The domain of ONNX's operators for classical machine learning.
let machineLearning = "ai.onnx.ml"
