import EdgeIR
import EdgeONNX
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// ai.onnx.ml. The expected numbers are what ONNX Runtime 1.31 computes.
struct MachineLearningTests {
  private let x = Tensor([3, 2], [-2, 1, 0.25, 0, 0, 0] as [Float])

  private func text(_ name: String, _ value: String) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .string(Array(value.utf8)))
  }

  private func texts(_ name: String, _ values: [String]) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .strings(values.map { Array($0.utf8) }))
  }

  private func ints(_ name: String, _ values: [Int64]) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .ints(values))
  }

  private func floats(_ name: String, _ values: [Float]) -> ONNXAttribute {
    ONNXAttribute(name: name, value: .floats(values))
  }

  // Trees

  /// One tree with one branch: left for x <= 0.
  private var nodes: [ONNXAttribute] {
    [
      ints("nodes_treeids", [0, 0, 0]), ints("nodes_nodeids", [0, 1, 2]),
      ints("nodes_featureids", [0, 0, 0]),
      floats("nodes_values", [0, 0, 0]), texts("nodes_modes", ["BRANCH_LEQ", "LEAF", "LEAF"]),
      ints("nodes_truenodeids", [1, 0, 0]), ints("nodes_falsenodeids", [2, 0, 0]),
    ]
  }

  private func votes(_ role: String, _ ids: [Int64], _ left: [Float], _ right: [Float])
    -> [ONNXAttribute]
  {
    [
      ints("\(role)_treeids", (ids + ids).map { _ in 0 }),
      ints("\(role)_nodeids", ids.map { _ in 1 } + ids.map { _ in 2 }),
      ints("\(role)_ids", ids + ids),
      floats("\(role)_weights", left + right),
    ]
  }

  private func classify(
    _ ids: [Int64], _ left: [Float], _ right: [Float], base: [Float] = [], post: String = "NONE"
  ) throws -> DomainNode {
    try DomainNode(
      "ai.onnx.ml.TreeEnsembleClassifier-3", [Tensor([2, 1], [-1, 1] as [Float])], outputs: 2,
      nodes + votes("class", ids, left, right) + [
        ints("classlabels_int64s", [10, 20]), text("post_transform", post),
        floats("base_values", base),
      ])
  }

  private let labels = Tensor([2], [10, 20] as [Int64])

  private func scores(_ values: [Float]) -> Tensor { Tensor([2, 2], values) }

  /// Two classes and votes for one of them.
  @Test func binaryTrees() throws {
    try classify([0], [0.2], [0.7]).expect(labels, scores([0.8, 0.2, 0.3, 0.7]))
    try classify([0], [0.2], [0.7], base: [0.1]).expect(labels, scores([0.7, 0.3, 0.2, 0.8]))
    try classify([0], [-0.2], [0.7]).expect(labels, scores([0.2, -0.2, -0.7, 0.7]))
    try classify([0], [-0.2], [0.7], post: "LOGISTIC").expect(
      labels, scores([0.549834, 0.450166, 0.331812, 0.668188]))
    try classify([1], [0.2], [0.7]).expect(labels, scores([0, 0.2, 0, 0.7]))
    try classify([1], [-0.2], [0.7], post: "SOFTMAX").expect(
      labels, scores([0.549834, 0.450166, 0.331812, 0.668188]))
    try classify([1], [-0.2], [0.7], post: "SOFTMAX_ZERO").expect(labels, scores([0, 1, 0, 1]))
  }

  /// Votes for both: the highest score wins, as ONNX says.
  @Test func treesForBothClasses() throws {
    try classify([0, 1], [0.8, 0.2], [0.25, 0.75]).expect(labels, scores([0.8, 0.2, 0.25, 0.75]))
    try classify([0, 1], [0.8, 0.2], [0.25, 0.75], base: [0, 1]).expect(
      Tensor([2], [20, 20] as [Int64]), scores([0.8, 1.2, 0.25, 1.75]))
  }

  @Test func treeRegression() throws {
    try DomainNode(
      "ai.onnx.ml.TreeEnsembleRegressor-1", [x],
      nodes + votes("target", [0, 1], [1, -2], [3, 4]) + [
        ONNXAttribute(name: "n_targets", value: .int(2)), floats("base_values", [0.5, 0.25]),
      ]
    ).expect(Tensor([3, 2], [1.5, -1.75, 3.5, 4.25, 1.5, -1.75] as [Float]))
  }

  @Test func hostileTrees() {
    func refused(_ text: String, _ changes: [ONNXAttribute]) {
      let all =
        nodes + votes("target", [0], [1], [2]) + [ONNXAttribute(name: "n_targets", value: .int(1))]
      expectImportRefusal(.invalidAttribute, text) {
        _ = try DomainNode(
          "ai.onnx.ml.TreeEnsembleRegressor-1", [x],
          changes + all.filter { old in !changes.contains { $0.name == old.name } })
      }
    }
    refused("leads to no node", [ints("nodes_truenodeids", [7, 0, 0])])
    refused("occurs twice", [ints("nodes_nodeids", [0, 1, 1])])
    refused("elements", [ints("nodes_featureids", [0])])
    refused("no comparison", [texts("nodes_modes", ["BRANCH_XYZ", "LEAF", "LEAF"])])
    refused("is no leaf", [ints("target_nodeids", [0, 2])])
    refused("number of targets", [ONNXAttribute(name: "n_targets", value: .int(-1))])
    refused("PROBIT", [text("post_transform", "PROBIT")])
    refused("base_values", [floats("base_values", [1, 2])])
  }

  /// Nobody's child but a tree that leads back to its root: only a TreeEnsemble can say that.
  @Test func cyclicTrees() {
    let number = { (name: String, values: [Float]) in
      ONNXAttribute(name: name, value: .tensor(Tensor([values.count], values).onnx(name: name)))
    }
    let modes = Tensor([2], [0, 0] as [UInt8]).onnx(name: "nodes_modes")
    expectImportRefusal(.invalidAttribute, "back to themselves") {
      _ = try DomainNode(
        "ai.onnx.ml.TreeEnsemble-5", [x],
        [
          ints("tree_roots", [0]), ints("nodes_featureids", [0, 0]),
          number("nodes_splits", [0, 0]),
          ONNXAttribute(name: "nodes_modes", value: .tensor(modes)),
          ints("nodes_truenodeids", [1, 0]),
          ints("nodes_trueleafs", [0, 0]), ints("nodes_falsenodeids", [0, 0]),
          ints("nodes_falseleafs", [1, 1]),
          ints("leaf_targetids", [0]), number("leaf_weights", [1]),
          ONNXAttribute(name: "n_targets", value: .int(1)),
        ])
    }
  }

  // Linear models and support vectors. With sanitizers gcc 12 takes unreachable reads of short rows for real ones.

  @Test func linearClassifier() throws {
    try DomainNode(
      "ai.onnx.ml.LinearClassifier-1", [x], outputs: 2,
      [
        floats("coefficients", [1, 0.5, -1, -0.5, 0.25, 0.5]),
        floats("intercepts", [0.5, -0.5, 0]),
        ints("classlabels_ints", [7, 8, 9]), text("post_transform", "SOFTMAX_ZERO"),
      ]
    ).expect(
      Tensor([3], [8, 7, 7] as [Int64]),
      Tensor(
        [3, 3],
        [0.119203, 0.880797, 0, 0.579387, 0.129279, 0.291334, 0.731059, 0.268941, 0] as [Float]),
      sanitizers: [])
    try DomainNode(
      "ai.onnx.ml.LinearClassifier-1", [x], outputs: 2,
      [
        floats("coefficients", [1, 0.5]), floats("intercepts", [0.1]),
        ints("classlabels_ints", [10, 20]),
      ]
    ).expect(
      Tensor([3], [10, 20, 20] as [Int64]),
      Tensor([3, 2], [2.4, -1.4, 0.65, 0.35, 0.9, 0.1] as [Float]), sanitizers: [])
  }

  @Test func supportVectors() throws {
    try DomainNode(
      "ai.onnx.ml.SVMRegressor-1", [x],
      [
        text("kernel_type", "RBF"), floats("kernel_params", [0.5, 0, 0]),
        ONNXAttribute(name: "n_supports", value: .int(2)), floats("support_vectors", [0, 1, 1, 0]),
        floats("coefficients", [1, -2]), floats("rho", [0.25]),
      ]
    ).expect(Tensor([3, 1], [0.371859, -0.67181, -0.356531] as [Float]), sanitizers: [])
    let classifier = [
      text("kernel_type", "POLY"), floats("kernel_params", [0.5, 1, 2]),
      ints("vectors_per_class", [1, 1, 1]),
      floats("support_vectors", [0, 1, 1, 0, -1, -1]),
      floats("coefficients", [1, -2, 0.5, 0.25, -0.75, 2]),
      floats("rho", [0.25, -0.5, 0.1]), ints("classlabels_ints", [7, 8, 9]),
    ]
    try DomainNode("ai.onnx.ml.SVMClassifier-1", [x], outputs: 2, classifier).expect(
      Tensor([3], [7, 8, 8] as [Int64]),
      Tensor(
        [3, 3], [2.5, 1.1875, 4.6, -1.28125, 0.1328125, 0.68203125, -0.75, 0.25, 1.35] as [Float]),
      sanitizers: [])
    expectImportRefusal(.invalidAttribute, "probabilities") {
      _ = try DomainNode(
        "ai.onnx.ml.SVMClassifier-1", [x], outputs: 2, classifier + [floats("prob_a", [1, 1, 1])])
    }
  }

  // Features

  @Test func scaling() throws {
    try DomainNode(
      "ai.onnx.ml.Scaler-1", [x], [floats("offset", [1, 2]), floats("scale", [0.5, 3])]
    )
    .expect(Tensor([3, 2], [-1.5, -3, -0.375, -6, -0.5, -6] as [Float]))
    for (norm, row) in [
      ("MAX", [-2, 1]), ("L1", [-2.0 / 3, 1.0 / 3]), ("L2", [-0.894427, 0.447214]),
    ]
      as [(String, [Float])]
    {
      try DomainNode("ai.onnx.ml.Normalizer-1", [x], [text("norm", norm)])
        .expect(Tensor([3, 2], row + [1, 0, 0, 0]))
    }
    try DomainNode(
      "ai.onnx.ml.Imputer-1", [Tensor([2, 2], [1, .nan, .nan, 2] as [Float])],
      [
        ONNXAttribute(name: "replaced_value_float", value: .float(.nan)),
        floats("imputed_value_floats", [5, 6]),
      ]
    ).expect(Tensor([2, 2], [1, 6, 5, 2] as [Float]))
    try DomainNode(
      "ai.onnx.ml.FeatureVectorizer-1", [x, Tensor([3, 1], [1, 2, 3] as [Float])], computed: 2,
      [ints("inputdimensions", [2, 1])]
    ).expect(Tensor([3, 3], [-2, 1, 1, 0.25, 0, 2, 0, 0, 3] as [Float]))
  }

  @Test func categories() throws {
    let integers = Tensor([4], [3, 1, 4, 1] as [Int64])
    try DomainNode(
      "ai.onnx.ml.LabelEncoder-2", [integers],
      [
        ints("keys_int64s", [1, 3]), floats("values_floats", [0.5, 1.5]),
        ONNXAttribute(name: "default_float", value: .float(-2)),
      ]
    ).expect(Tensor([4], [1.5, 0.5, -2, 0.5] as [Float]))
    try DomainNode(
      "ai.onnx.ml.LabelEncoder-4", [Tensor([3], [.nan, 2, 5] as [Float])],
      [floats("keys_floats", [2, .nan, 2]), ints("values_int64s", [1, 2, 3])]
    ).expect(Tensor([3], [2, 3, -1] as [Int64]))
    try DomainNode("ai.onnx.ml.OneHotEncoder-1", [integers], [ints("cats_int64s", [1, 3])])
      .expect(Tensor([4, 2], [0, 1, 1, 0, 0, 0, 1, 0] as [Float]))
  }

  @Test func stringsAndMaps() {
    expectImportRefusal(.unsupportedOperator, "ZipMap") { _ = try DomainNode("ai.onnx.ml.ZipMap-1", [x]) }
    let integers = Tensor([2], [1, 2] as [Int64])
    for name in ["LabelEncoder", "CategoryMapper"] {
      expectImportRefusal(.unsupportedElementType, name) {
        _ = try DomainNode("ai.onnx.ml.\(name)-1", [integers])
      }
    }
  }

  @Test func stringLabels() {
    expectImportRefusal(.unsupportedElementType, "labels") {
      _ = try DomainNode(
        "ai.onnx.ml.LinearClassifier-1", [x], outputs: 2,
        [floats("coefficients", [1, 0.5]), texts("classlabels_strings", ["a", "b"])])
    }
  }
}
