import EdgeIR
import EdgeONNX
import EdgeSupport

/// - TfIdfVectorizer: 9; strings are refused
extension TfIdfVectorizer: ONNXImporting {
  public static let importers = [
    ONNXImporter("TfIdfVectorizer", since: 9) { context in
      let x = try context.input(0)
      guard let pool = try context.ints("pool_int64s") else {
        throw ImportError(
          .unsupportedElementType, "expected 'pool_int64s', got n-grams of strings",
          hint: "map strings to integers before the model")
      }
      guard let coordinates = try context.ints("ngram_indexes"), let last = coordinates.max() else {
        throw context.invalid("ngram_indexes", "is required")
      }
      let mode = try context.choice("mode", of: ["TF", "IDF", "TFIDF"], default: "")
      let (size, overflow) = last.addingReportingOverflow(1)
      guard !overflow, coordinates.allSatisfy({ $0 >= 0 }) else {
        throw context.invalid("ngram_indexes", "expected positions, got \(coordinates)")
      }
      let vectorizer = TfIdfVectorizer(
        ngrams: try ngrams(context, pool, coordinates), size: size,
        maxSkip: try context.int("max_skip_count", default: 0), isBinary: mode == "IDF",
        weights: mode == "TF" ? nil : try weights(context, coordinates, size))
      return [try context.add(vectorizer, [x])]
    }
  ]

  /// The n-grams of the lengths that are asked for. `ngram_counts` says where those of length 1, 2… begin in the pool.
  private static func ngrams(
    _ context: ImportContext, _ pool: [Int], _ coordinates: [Int]
  ) throws -> [NGram] {
    let starts = try context.ints("ngram_counts") ?? []
    let lengths = (
      try context.int("min_gram_length", default: 1), try context.int("max_gram_length", default: 1)
    )
    var ngrams: [NGram] = []
    var number = 0
    for (index, start) in starts.enumerated() {
      let (length, end) = (index + 1, index + 1 < starts.count ? starts[index + 1] : pool.count)
      guard (0...pool.count).contains(start), (start...pool.count).contains(end), (end - start) % length == 0
      else {
        throw context.invalid("ngram_counts", "\(starts) does not divide a pool of \(pool.count) items")
      }
      for first in stride(from: start, to: end, by: length) {
        guard number < coordinates.count else {
          throw context.invalid("ngram_indexes", "expected one for each n-gram, got \(coordinates.count)")
        }
        if length >= lengths.0, length <= lengths.1 {
          let items = pool[first..<(first + length)].map { Int64($0) }
          ngrams.append(NGram(items: items, coordinate: coordinates[number]))
        }
        number += 1
      }
    }
    return ngrams
  }

  /// By coordinate. ONNX's text gives weight i to the n-gram i, runtimes to the coordinate i: refused where they differ.
  private static func weights(
    _ context: ImportContext, _ coordinates: [Int], _ size: Int
  ) throws -> [Float]? {
    guard let weights = try context.floats("weights") else { return nil }
    guard weights.count == size, weights.count == coordinates.count,
      weights.indices.allSatisfy({ weights[$0] == weights[coordinates[$0]] })
    else {
      throw context.invalid(
        "weights", "expected n-grams with weights to be sorted by ngram_indexes")
    }
    return weights
  }
}
