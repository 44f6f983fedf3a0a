import EdgeIR

/// How often each of some n-grams occurs in sequences of integers.
///
/// - input: x `[C]` or `[N, C]`, int32 or int64
/// - output: f32 `[size]` or `[N, size]`; coordinate j counts the occurrences of the n-grams of coordinate j
///
/// The items of an occurrence are 1 to `maxSkip` + 1 places apart, all of one occurrence equally far; a single item
/// occurs once however far it is apart from others. With `isBinary` a count is at most 1. Weights multiply the counts
/// of coordinates.
///
/// Constraints: C1 x int32 or int64 of rank 1 or 2; C2 n-grams of at least one item, with coordinates in 0..<size;
/// C3 as many weights as coordinates, if any; C4 `maxSkip` >= 0.
///
/// Semantics: ONNX TfIdfVectorizer.
public struct TfIdfVectorizer: Operator {
  public static let name = "TfIdfVectorizer"

  public struct NGram: Hashable, Sendable {
    public var items: [Int64]
    public var coordinate: Int

    public init(items: [Int64], coordinate: Int) {
      self.items = items
      self.coordinate = coordinate
    }
  }

  public var ngrams: [NGram]
  public var size: Int
  public var maxSkip: Int
  public var isBinary: Bool
  public var weights: [Float]?

  public init(ngrams: [NGram], size: Int, maxSkip: Int, isBinary: Bool, weights: [Float]?) {
    self.ngrams = ngrams
    self.size = size
    self.maxSkip = maxSkip
    self.isBinary = isBinary
    self.weights = weights
  }

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(1...1)
    let x = try inputs.required(0)
    guard x.element == .int32 || x.element == .int64, (1...2).contains(x.rank) else {
      throw OperatorError("C1: expected integers [C] or [N,C], got \(x)")
    }
    guard ngrams.allSatisfy({ !$0.items.isEmpty && (0..<max(size, 0)).contains($0.coordinate) }) else {
      throw OperatorError("C2: expected n-grams with coordinates in 0..<\(size)")
    }
    guard weights.map({ $0.count == size }) ?? true else {
      throw OperatorError("C3: expected \(size) weights, got \(weights?.count ?? 0)")
    }
    guard maxSkip >= 0 else { throw OperatorError("C4: expected skips, got \(maxSkip)") }
    return [TensorType(.float32, x.shape.dropLast() + [size])]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let x = try inputs.required(0)
    let shape = try infer([x.type])[0].shape
    guard let items = x.integers() else { throw OperatorError("C1: expected integers, got \(x.type)") }
    let columns = x.shape[x.shape.count - 1]
    let rows = x.shape.dropLast().reduce(1, *)
    return [
      Tensor.build(shape, of: Float.self) { y in
        for row in 0..<rows {
          let sequence = items[(row * columns)..<((row + 1) * columns)].map { Int64($0) }
          for ngram in ngrams {
            y[row * size + ngram.coordinate] += Float(occurrences(of: ngram, in: sequence))
          }
          for j in 0..<size {
            let count = y[row * size + j]
            y[row * size + j] = (isBinary ? min(count, 1) : count) * (weights?[j] ?? 1)
          }
        }
      }
    ]
  }

  private func occurrences(of ngram: NGram, in sequence: [Int64]) -> Int {
    let last = ngram.items.count - 1
    var count = 0
    for distance in 1...(last == 0 ? 1 : min(maxSkip, sequence.count) + 1) {
      for start in 0..<max(sequence.count - distance * last, 0) {
        if ngram.items.indices.allSatisfy({ sequence[start + $0 * distance] == ngram.items[$0] }) {
          count += 1
        }
      }
    }
    return count
  }
}
