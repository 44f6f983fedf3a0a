import EdgeIR

/// Means and covariances of what the weights of a layer are multiplied with, one group after the other.
struct ColumnStatistics {
  let depth: Int
  private(set) var rows = 0
  /// Sums for each group and column.
  private var sums: [Double]
  /// Sums of products, `[groups, depth, depth]`, those on and above the diagonal; empty where only means are wanted.
  private var products: [Float]

  init(groups: Int, depth: Int, withCovariance: Bool) {
    self.depth = depth
    sums = Array(repeating: 0, count: groups * depth)
    products = withCovariance ? Array(repeating: 0, count: groups * depth * depth) : []
  }

  /// Adds the columns of some positions of one input.
  mutating func add(_ numbers: [Float], _ columns: InputColumns, _ positions: [Int]) {
    rows += positions.count
    var block = [Float](repeating: 0, count: positions.count * depth)
    for group in 0..<columns.groups {
      for (row, position) in positions.enumerated() {
        for (i, element) in columns.elements(position, group).enumerated() {
          block[row * depth + i] = element < 0 ? 0 : numbers[element]
        }
      }
      for (i, value) in block.enumerated() { sums[group * depth + i % depth] += Double(value) }
      if !products.isEmpty { addProducts(block, positions.count, group) }
    }
  }

  private mutating func addProducts(_ block: [Float], _ rows: Int, _ group: Int) {
    let depth = depth
    products.withUnsafeMutableBufferPointer { products in
      block.withUnsafeBufferPointer { block in
        for i in 0..<depth {
          let target = (group * depth + i) * depth
          for row in 0..<rows {
            let factor = block[row * depth + i]
            if factor == 0 { continue }
            for j in i..<depth { products[target + j] += factor * block[row * depth + j] }
          }
        }
      }
    }
  }

  /// Those of both together.
  func merged(with other: ColumnStatistics) -> ColumnStatistics {
    var result = self
    result.rows += other.rows
    for i in sums.indices { result.sums[i] += other.sums[i] }
    for i in products.indices { result.products[i] += other.products[i] }
    return result
  }

  /// The means of a group's columns.
  func means(_ group: Int) -> [Double] {
    (0..<depth).map { rows == 0 ? 0 : sums[group * depth + $0] / Double(rows) }
  }

  /// The covariance matrix of a group's columns, row by row.
  func covariance(_ group: Int) -> [Double] {
    let means = means(group)
    var matrix = [Double](repeating: 0, count: depth * depth)
    for i in 0..<depth {
      for j in i..<depth {
        let value =
          Double(products[(group * depth + i) * depth + j]) / Double(max(rows, 1)) - means[i] * means[j]
        matrix[i * depth + j] = value
        matrix[j * depth + i] = value
      }
    }
    return matrix
  }
}
