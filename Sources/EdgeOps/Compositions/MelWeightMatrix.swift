import EdgeIR
import EdgeONNX
import EdgeSupport

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// ONNX MelWeightMatrix, since 17, of known inputs: a constant. Columns are triangles that rise to 1 and fall again,
/// between neighbours among edges that are evenly spaced in mel.
enum MelWeightMatrix: ONNXImporting {
  static let importers = [ONNXImporter("MelWeightMatrix", since: 17, build: importMatrix)]

  @Sendable private static func importMatrix(_ context: ImportContext) throws -> [ValueID] {
    func integer(_ index: Int, _ role: String) throws -> Int {
      let numbers = try context.integersInput(index, role)
      guard numbers.count == 1, (1...1 << 20).contains(numbers[0]) else {
        throw ImportError(.invalidInputs, "input \(index) (\(role)): expected 1 to 2^20, got \(numbers)")
      }
      return numbers[0]
    }
    func frequency(_ index: Int, _ role: String) throws -> Double {
      let numbers = try context.constantInput(index, role).doubles()
      guard numbers.count == 1, numbers[0] >= 0, numbers[0] < 1e9 else {
        throw ImportError(.invalidInputs, "input \(index) (\(role)): expected a frequency, got \(numbers)")
      }
      return numbers[0]
    }
    let element = try context.elementType("output_datatype") ?? .float32
    let columns = try integer(0, "num_mel_bins")
    let length = try integer(1, "dft_length")
    let rate = try integer(2, "sample_rate")
    let range = (try frequency(3, "lower_edge_hertz"), try frequency(4, "upper_edge_hertz"))
    let rows = length / 2 + 1
    guard TensorType(.float64, [rows, columns]).fits(limitInBytes: 1 << 28) else {
      throw ImportError(.sizeLimitExceeded, "a matrix of \(rows) by \(columns) is too large")
    }
    let edges = bins(columns, length, rate, range)
    guard edges.allSatisfy({ (0..<rows).contains($0) }) else {
      throw ImportError(
        .invalidInputs, "expected edges below half of the sample rate \(rate), got \(range.0) and \(range.1)")
    }
    let matrix = Tensor([rows, columns], triangles(edges, rows, columns))
    return [context.constant(Cast(to: element).convert(matrix))]
  }

  /// The bins of the spectrum in which the edges lie, `columns` + 2 of them.
  private static func bins(_ columns: Int, _ length: Int, _ rate: Int, _ range: (Double, Double)) -> [Int] {
    func mel(_ hertz: Double) -> Double { 2595 * log10(1 + hertz / 700) }
    let step = (mel(range.1) - mel(range.0)) / Double(columns + 2)
    return (0..<columns + 2).map { index in
      let hertz = 700 * (pow(10, (Double(index) * step + mel(range.0)) / 2595) - 1)
      return Int((Double(length + 1) * hertz / Double(rate)).rounded(.down))
    }
  }

  private static func triangles(_ edges: [Int], _ rows: Int, _ columns: Int) -> [Double] {
    var matrix = [Double](repeating: 0, count: rows * columns)
    for column in 0..<columns {
      let (low, centre, high) = (edges[column], edges[column + 1], edges[column + 2])
      for row in stride(from: low, through: centre, by: 1) {
        matrix[row * columns + column] = low == centre ? 1 : Double(row - low) / Double(centre - low)
      }
      for row in stride(from: centre, to: high, by: 1) {
        matrix[row * columns + column] = Double(high - row) / Double(high - centre)
      }
    }
    return matrix
  }
}
