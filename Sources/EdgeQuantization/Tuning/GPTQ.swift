/// Rounds weights one column after the other, each time moving the error to the columns that can make up for it
/// (Frantar et al., "GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers", 2022).
struct GPTQ {
  private let depth: Int
  /// Columns in the order in which they are rounded: those that matter most first.
  private let order: [Int]
  /// The upper Cholesky factor of the inverse covariance, in that order; nil where it has none.
  private let factor: [Double]?

  /// - Parameters:
  ///   - covariance: of what the weights are multiplied with, `[depth, depth]`.
  ///   - damping: the part of the mean variance that is added to all variances.
  init(covariance: [Double], depth: Int, damping: Double = 0.01) {
    self.depth = depth
    let variances = (0..<depth).map { covariance[$0 * depth + $0] }
    let order = (0..<depth).sorted { (variances[$1], $0) < (variances[$0], $1) }
    self.order = order
    let extra = damping * variances.reduce(0, +) / Double(max(depth, 1))
    guard extra > 0, depth <= depthLimit else {
      factor = nil
      return
    }
    var matrix = [Double](repeating: 0, count: depth * depth)
    // Reversed twice, the lower factor of a matrix is the upper factor of its inverse, inverted.
    for i in 0..<depth {
      for j in 0..<depth {
        let (row, column) = (order[depth - 1 - i], order[depth - 1 - j])
        matrix[i * depth + j] = covariance[row * depth + column] + (i == j ? extra : 0)
      }
    }
    factor = Self.invertedCholesky(&matrix, depth).map { inverse in
      var upper = [Double](repeating: 0, count: depth * depth)
      for i in 0..<depth {
        for j in i..<depth { upper[i * depth + j] = inverse[(depth - 1 - i) * depth + depth - 1 - j] }
      }
      return upper
    }
  }

  /// Integers from -127 to 127 for one output channel's weights.
  func round(_ weights: ArraySlice<Float>, scale: Float) -> [Int8] {
    var rest = order.map { Double(weights[weights.startIndex + $0]) / Double(scale) }
    var result = [Int8](repeating: 0, count: depth)
    for i in 0..<depth {
      let rounded = min(max(rest[i].rounded(.toNearestOrAwayFromZero), -127), 127)
      result[order[i]] = Int8(rounded)
      guard let factor else { continue }
      let error = (rest[i] - rounded) / factor[i * depth + i]
      if error == 0 { continue }
      for j in i + 1..<max(depth, i + 1) { rest[j] -= error * factor[i * depth + j] }
    }
    return result
  }

  /// The inverse of the lower Cholesky factor; nil for a matrix that is not positive definite.
  private static func invertedCholesky(_ matrix: inout [Double], _ n: Int) -> [Double]? {
    let succeeded = matrix.withUnsafeMutableBufferPointer { a -> Bool in
      for i in 0..<n {
        for j in 0...i {
          var sum = a[i * n + j]
          for k in 0..<j { sum -= a[i * n + k] * a[j * n + k] }
          if i == j {
            guard sum > 0 else { return false }
            a[i * n + i] = sum.squareRoot()
          } else {
            a[i * n + j] = sum / a[j * n + j]
          }
        }
      }
      return true
    }
    guard succeeded else { return nil }
    // Row by row: row i of the inverse from the rows before it.
    var inverse = [Double](repeating: 0, count: n * n)
    inverse.withUnsafeMutableBufferPointer { inverse in
      matrix.withUnsafeBufferPointer { a in
        for i in 0..<n {
          for k in 0..<i {
            let factor = a[i * n + k]
            if factor == 0 { continue }
            for j in 0...k { inverse[i * n + j] -= factor * inverse[k * n + j] }
          }
          let diagonal = a[i * n + i]
          for j in 0..<i { inverse[i * n + j] /= diagonal }
          inverse[i * n + i] = 1 / diagonal
        }
      }
    }
    return inverse
  }
}

/// Beyond this many inputs for each output a factorisation takes longer than it is worth.
private let depthLimit = 2048
