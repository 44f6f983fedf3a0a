import CEdgeKernels
import Foundation
import Testing

struct SoftmaxTests {
  static let shapes: [[Int]] = [[1, 10, 1], [3, 4, 5], [2, 1, 3], [0, 3, 2], [2, 0, 2], [1, 3000, 1]]

  @Test(arguments: shapes, [Float(1), 50, 1000])
  func bothForms(_ shape: [Int], scale: Float) {
    var numbers = Numbers(seed: 8)
    let x = numbers.floats(product(shape)).map { $0 * scale }
    func sum(_ i: [Int]) -> (largest: Double, sum: Double) {
      let row = (0..<shape[1]).map { Double(x[(i[0] * shape[1] + $0) * shape[2] + i[2]]) }
      let largest = row.max() ?? 0
      return (largest, row.reduce(0) { $0 + Foundation.exp($1 - largest) })
    }
    let positions = Array(zip(indices(of: shape), x))
    var y = x
    edgec_f32_softmax(x, &y, Int32(shape[0]), Int32(shape[1]), Int32(shape[2]))
    expectClose(
      y,
      positions.map { i, v in
        let (largest, sum) = sum(i)
        return Foundation.exp(Double(v) - largest) / sum
      })
    edgec_f32_log_softmax(x, &y, Int32(shape[0]), Int32(shape[1]), Int32(shape[2]))
    expectClose(
      y,
      positions.map { i, v in
        let (largest, sum) = sum(i)
        return Double(v) - largest - Foundation.log(sum)
      })
  }

  @Test func inPlaceAndNaN() {
    var y: [Float] = [1, 1, .nan, 0]
    y.withUnsafeMutableBufferPointer { edgec_f32_softmax($0.baseAddress, $0.baseAddress, 2, 2, 1) }
    #expect(y[0] == 0.5 && y[1] == 0.5 && y[2].isNaN && y[3].isNaN)
  }
}
