import EdgeIR
import EdgeONNX
import EdgeSupport

/// SVMRegressor and SVMClassifier: ai.onnx.ml 1, in float32.
///
/// Classes are told apart in pairs; the class that wins most pairs is the label, and the scores are the pairs' own
/// sums, as in ONNX Runtime. Probabilities are supported for two classes; for more, ONNX leaves the algorithm open.
enum SupportVectorMachines: ONNXImporting {
  static let importers = [
    ONNXImporter("SVMRegressor", since: 1, domain: machineLearning, build: importRegressor),
    ONNXImporter("SVMClassifier", since: 1, domain: machineLearning, build: importClassifier),
  ]

  @Sendable private static func importRegressor(_ context: ImportContext) throws -> [ValueID] {
    let supports = try context.int("n_supports", default: 0)
    let coefficients = try context.floats("coefficients") ?? []
    var y: ValueID
    if supports > 0 {
      let values = try kernels(context, "support_vectors", count: supports)
      y = try weighted(context, values, coefficients, rows: 1)
    } else {
      y = try kernels(context, "coefficients", count: 1)
    }
    let rho = try context.floats("rho") ?? [0]
    guard rho.count == 1 else {
      throw context.invalid("rho", "expected 1 element, got \(rho.count)")
    }
    y = try context.add(Binary(.add), [y, context.constant(Tensor([1], rho))])
    if try context.flag("one_class") {
      let isInside = try context.add(Compare(.greater), [y, context.scalar(0, .float32)])
      y = try context.add(
        Where(), [isInside, context.scalar(1, .float32), context.scalar(-1, .float32)])
    }
    return [try context.transformed(y, context.postTransform())]
  }

  /// The kernel function of every row of x and every support vector: `[N, count]`.
  private static func kernels(_ context: ImportContext, _ name: String, count: Int) throws
    -> ValueID
  {
    let x = try context.inSingle(context.featureRows(context.input(0)))
    let features = context.type(x).shape[1]
    let numbers = try context.floats(name) ?? []
    guard numbers.count == saturatingProduct(count, features) else {
      throw context.invalid(
        name, "expected \(count) times \(features) elements, got \(numbers.count)")
    }
    let parameters = try context.floats("kernel_params") ?? []
    func parameter(_ index: Int) throws -> ValueID {
      try context.scalar(index < parameters.count ? Double(parameters[index]) : 0, .float32)
    }
    let kind = try context.choice(
      "kernel_type", of: ["LINEAR", "POLY", "RBF", "SIGMOID"], default: "LINEAR")
    let vectors = Tensor([count, features], numbers)
    if kind == "RBF" {
      let rows = try context.add(Reshape(shape: [context.type(x).shape[0], 1, features]), [x])
      let difference = try context.add(Binary(.subtract), [rows, context.constant(vectors)])
      let squares = try context.add(Binary(.multiply), [difference, difference])
      let distance = try context.add(Reduce(.sum, axes: [2], keepDims: false), [squares])
      let scaled = try context.add(
        Binary(.multiply), [distance, context.add(Unary(.neg), [parameter(0)])])
      return try context.add(Unary(.exp), [scaled])
    }
    let products = try context.add(FullyConnected(), [x, context.constant(vectors)])
    if kind == "LINEAR" { return products }
    let scaled = try context.add(Binary(.multiply), [products, parameter(0)])
    let moved = try context.add(Binary(.add), [scaled, parameter(1)])
    return kind == "POLY"
      ? try context.add(Binary(.power), [moved, parameter(2)])
      : try context.add(Unary(.tanh), [moved])
  }

  /// Kernel values `[N, count]` times the transposed rows of coefficients.
  private static func weighted(
    _ context: ImportContext, _ values: ValueID, _ coefficients: [Float], rows: Int
  ) throws -> ValueID {
    let count = context.type(values).shape[1]
    guard coefficients.count == saturatingProduct(rows, count) else {
      throw context.invalid(
        "coefficients", "expected \(rows) times \(count) elements, got \(coefficients.count)")
    }
    return try context.add(
      FullyConnected(), [values, context.constant(Tensor([rows, count], coefficients))])
  }
}

extension SupportVectorMachines {
  @Sendable private static func importClassifier(_ context: ImportContext) throws -> [ValueID] {
    let labels = try ClassLabels(context, integers: "classlabels_ints")
    guard let perClass = try context.ints("vectors_per_class"), perClass.count == labels.count,
      perClass.allSatisfy({ (0..<1 << 32).contains($0) })
    else {
      throw context.invalid(
        "vectors_per_class",
        "expected the number of support vectors of each of \(labels.count) classes")
    }
    guard try (context.floats("prob_a") ?? []).isEmpty, try (context.floats("prob_b") ?? []).isEmpty
    else {
      throw ImportError(
        .invalidAttribute,
        "attribute 'prob_a': probabilities of support vector machines are not supported",
        hint: "train with probability=False and use the scores")
    }
    let rho = try context.floats("rho") ?? []
    let pairCount = saturatingProduct(labels.count, labels.count - 1) / 2
    guard labels.count > 1, rho.count == pairCount else {
      throw context.invalid("rho", "expected \(pairCount) elements, got \(rho.count)")
    }
    let total = perClass.reduce(0, +)
    guard saturatingProduct(pairCount, max(total, labels.count)) < 1 << 28 else {
      throw ImportError(
        .sizeLimitExceeded, "\(labels.count) classes with \(total) support vectors are too many")
    }
    let pairs = labels.pairs
    let values = try kernels(context, "support_vectors", count: total)
    let weights = try pairWeights(context, pairs, perClass)
    let sums = try context.add(
      FullyConnected(),
      [values, context.constant(weights), context.constant(Tensor([pairs.count], rho))])
    let y = try labels.best(context, votes(context, sums, pairs, labels.count))
    let post = try context.postTransform()
    guard pairs.count == 1 else { return [y, try context.transformed(sums, post)] }
    return [y, try context.pair(context.column(sums, 0), isProbability: false, post)]
  }

  /// What each support vector contributes to the sum of each pair of classes: the coefficients hold a row for each
  /// class but one, in which every class skips itself.
  private static func pairWeights(
    _ context: ImportContext, _ pairs: [(Int, Int)], _ perClass: [Int]
  ) throws -> Tensor {
    let total = perClass.reduce(0, +)
    let coefficients = try context.floats("coefficients") ?? []
    guard coefficients.count == saturatingProduct(perClass.count - 1, total) else {
      throw context.invalid(
        "coefficients",
        "expected \(perClass.count - 1) times \(total) elements, got \(coefficients.count)")
    }
    let ends = perClass.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    return Tensor.build([pairs.count, total], of: Float.self) { weights in
      for (row, (first, second)) in pairs.enumerated() {
        for v in ends[first]..<ends[first + 1] {
          weights[row * total + v] = coefficients[(second - 1) * total + v]
        }
        for v in ends[second]..<ends[second + 1] {
          weights[row * total + v] = coefficients[first * total + v]
        }
      }
    }
  }

  /// How many pairs each class wins: a sum above 0 is won by the pair's first class.
  private static func votes(
    _ context: ImportContext, _ sums: ValueID, _ pairs: [(Int, Int)], _ classes: Int
  ) throws -> ValueID {
    let isFirst = try context.add(Compare(.greater), [sums, context.scalar(0, .float32)])
    let wins = try context.add(Cast(to: .float32), [isFirst])
    let signs = (0..<classes).flatMap { c in pairs.map { $0.0 == c ? 1 : $0.1 == c ? -1 : Float(0) }
    }
    let seconds = (0..<classes).map { c in Float(pairs.filter { $0.1 == c }.count) }
    return try context.add(
      FullyConnected(),
      [
        wins, context.constant(Tensor([classes, pairs.count], signs)),
        context.constant(Tensor([classes], seconds)),
      ])
  }
}

extension ClassLabels {
  /// Every pair of classes, in the order of ONNX's tables.
  fileprivate var pairs: [(Int, Int)] {
    (0..<count).flatMap { first in (first + 1..<max(count, first + 1)).map { (first, $0) } }
  }
}
