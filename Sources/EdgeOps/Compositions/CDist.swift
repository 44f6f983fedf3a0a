import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX Runtime's CDist (com.microsoft), since 1: the distances of each row of a `[m, k]` from each row of b `[n, k]`,
/// squared by default. Summed as defined, without the shorter way over a matrix product, which cancels.
enum CDist: ONNXImporting {
  static let importers = [
    ONNXImporter("CDist", since: 1, domain: "com.microsoft") { context in
      let (a, b) = (try context.input(0), try context.input(1))
      let (rows, columns) = (context.type(a), context.type(b))
      guard rows.rank == 2, columns.rank == 2, rows.shape[1] == columns.shape[1] else {
        throw ImportError(.invalidInputs, "expected a [m,k] and b [n,k], got \(rows), \(columns)")
      }
      let metric = try context.choice("metric", of: ["sqeuclidean", "euclidean"], default: "sqeuclidean")
      let left = try context.add(Reshape(shape: [rows.shape[0], 1, rows.shape[1]]), [a])
      let difference = try context.add(Binary(.subtract), [left, b])
      let squares = try context.add(Binary(.multiply), [difference, difference])
      let distances = try context.add(Reduce(.sum, axes: [2], keepDims: false), [squares])
      return [metric == "euclidean" ? try context.add(Unary(.sqrt), [distances]) : distances]
    }
  ]
}
