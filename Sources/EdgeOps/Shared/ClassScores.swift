import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// What ONNX's classical models do to their scores at the end. The order is that of TreeEnsemble's codes.
enum PostTransform: String, CaseIterable {
  case none = "NONE"
  case softmax = "SOFTMAX"
  case logistic = "LOGISTIC"
  case softmaxZero = "SOFTMAX_ZERO"
  case probit = "PROBIT"
}

/// The labels of a classifier's classes.
struct ClassLabels {
  let count: Int
  private let integers: [Int]

  /// Strings have no numbers: they are refused unless nobody asks for the label, output 0.
  init(_ context: ImportContext, integers name: String) throws {
    if let integers = try context.ints(name), !integers.isEmpty {
      self.integers = integers
    } else {
      integers = Array((try context.strings("classlabels_strings") ?? []).indices)
      guard context.node.outputs.first?.isEmpty ?? true else {
        throw ImportError(
          .unsupportedElementType, "the class labels are strings",
          hint: "train with integer labels, or make the scores the model's only output")
      }
    }
    count = integers.count
    guard count > 0 else { throw context.invalid(name, "expected the labels of the classes") }
  }

  /// The label of the highest of scores `[N, count]`, the first one of equals.
  func best(_ context: ImportContext, _ scores: ValueID) throws -> ValueID {
    let index = try context.add(ArgReduce(.max, axis: 1, keepDims: false), [scores])
    let labels = context.constant(Tensor([count], integers.map { Int64($0) }))
    return try context.add(Gather(axis: 0), [labels, index])
  }

  /// The second label where a score `[N]` is above the threshold, else the first.
  func second(_ context: ImportContext, when score: ValueID, above threshold: Double) throws -> ValueID {
    let limit = try context.scalar(threshold, context.type(score).element)
    let isAbove = try context.add(Compare(.greater), [score, limit])
    let labels = integers.prefix(2).map { context.constant(Tensor(scalar: Int64($0))) }
    guard labels.count == 2 else {
      throw ImportError(.invalidAttribute, "expected the labels of two classes")
    }
    return try context.add(Where(), [isAbove, labels[1], labels[0]])
  }
}

extension ImportContext {
  /// The attribute `post_transform`.
  func postTransform() throws -> PostTransform {
    let names = PostTransform.allCases.map(\.rawValue)
    let name = try choice("post_transform", of: names, default: PostTransform.none.rawValue)
    return PostTransform(rawValue: name) ?? .none
  }

  /// Scores `[N, C]` after the transform, which sees each row on its own.
  func transformed(_ scores: ValueID, _ transform: PostTransform) throws -> ValueID {
    switch transform {
    case .none: return scores
    case .softmax: return try add(Softmax(axis: 1), [scores])
    case .logistic: return try add(Unary(.sigmoid), [scores])
    case .softmaxZero: return try softmaxZero(scores)
    case .probit:
      throw ImportError(
        .invalidAttribute, "attribute 'post_transform': PROBIT is not supported",
        hint: "export the model without a post transform")
    }
  }

  /// A softmax that leaves zeros alone: they count for nothing in the sum (ONNX Runtime; what is below 1e-7 is zero).
  private func softmaxZero(_ scores: ValueID) throws -> ValueID {
    let highest = try add(Reduce(.max, axes: [1], keepDims: true), [scores])
    let powers = try add(Unary(.exp), [add(Binary(.subtract), [scores, highest])])
    let limit = try scalar(1e-7, type(scores).element)
    let counts = try add(Compare(.greater), [add(Unary(.abs), [scores]), limit])
    let none = try scalar(0, type(scores).element)
    let sum = try add(Reduce(.sum, axes: [1], keepDims: true), [add(Where(), [counts, powers, none])])
    let small = try add(Binary(.multiply), [scores, add(Unary(.exp), [add(Unary(.neg), [highest])])])
    return try add(Binary(.divide), [add(Where(), [counts, powers, small]), sum])
  }

  /// One score `[N]` as those of two classes `[N, 2]`: the first class gets the rest to 1, or the negative.
  func pair(_ score: ValueID, isProbability: Bool, _ transform: PostTransform) throws -> ValueID {
    var (first, second) = (try add(Unary(.neg), [score]), score)
    switch transform {
    case .logistic:
      first = try add(Unary(.sigmoid), [first])
      second = try add(Unary(.sigmoid), [second])
    case .probit: _ = try transformed(score, transform)
    case .none, .softmax, .softmaxZero:
      if isProbability {
        first = try add(Binary(.subtract), [scalar(1, type(score).element), score])
      }
    }
    let columns = try [first, second].map { try add(Reshape(shape: type(score).shape + [1]), [$0]) }
    return try add(Concat(axis: 1), columns.map { $0 })
  }

  /// A column `[N]` of a matrix.
  func column(_ matrix: ValueID, _ index: Int) throws -> ValueID {
    try add(Gather(axis: 1), [matrix, scalar(Double(index), .int64)])
  }

  /// Features as rows `[N, F]` of floats: one row for a vector; integers become float32.
  func featureRows(_ x: ValueID, inDoubles: Bool = false) throws -> ValueID {
    let shape = type(x).shape
    guard (1...2).contains(shape.count) else {
      throw ImportError(.invalidInputs, "expected rows of features, got \(type(x))")
    }
    let rows = shape.count == 2 ? x : try add(Reshape(shape: [1] + shape), [x])
    let element: ElementType = inDoubles ? .float64 : type(x).element.isFloat ? type(x).element : .float32
    return type(rows).element == element ? rows : try add(Cast(to: element), [rows])
  }

  func inSingle(_ value: ValueID) throws -> ValueID {
    type(value).element == .float32 ? value : try add(Cast(to: .float32), [value])
  }

  /// A vector of constants in another value's element type.
  func constant(_ values: [Double], like value: ValueID) -> ValueID {
    constant(Cast(to: type(value).element).convert(Tensor([values.count], values)))
  }

  /// Numbers of an attribute, or of the tensor attribute that holds them in double precision.
  func numbers(_ name: String) throws -> [Double]? {
    if let tensor = try tensor("\(name)_as_tensor") { return tensor.doubles() }
    return try floats(name)?.map { Double($0) }
  }

  /// Throws unless attributes that belong together are equally long.
  func requireEqualLengths(_ counts: KeyValuePairs<String, Int>) throws {
    guard let first = counts.first else { return }
    for (name, count) in counts where count != first.value {
      throw invalid(name, "expected \(first.value) elements as in '\(first.key)', got \(count)")
    }
  }
}
