import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

struct InverseTests {
  /// Matrices far from singular: large on the diagonal, in an order that makes every pivot move.
  private func matrices<Element: FloatElement>(_ count: Int, _ n: Int, of _: Element.Type) -> Tensor {
    let noise = Tensor.random([count, n, n], of: Element.self).elements(as: Element.self)
    let elements = noise.indices.map { i in
      noise[i] + (i / n % n == (i + 1) % n ? Element(n + 2) : 0)
    }
    return Tensor([count, n, n], elements)
  }

  @Test(arguments: [1, 2, 5]) func timesTheMatrixIsTheIdentity(_ n: Int) throws {
    let x = matrices(3, n, of: Double.self)
    let product = try MatMul().evaluate([x, Inverse().evaluate([x])[0]])[0]
    let identity = (0..<3 * n * n).map { $0 / n % n == $0 % n ? 1.0 : 0 }
    try OperatorCheck.compare(product, Tensor([3, n, n], identity), .init(relative: 1e-9, absolute: 1e-9))
  }

  @Test func inC() throws {
    for n in [0, 1, 3, 6] {
      try OperatorCheck(Inverse(), [matrices(2, n, of: Float.self)]).generatedC(
        .init(relative: 1e-4, absolute: 1e-6))
      try OperatorCheck(Inverse(), [matrices(2, n, of: Double.self)]).generatedC(
        .init(relative: 1e-9, absolute: 1e-9))
    }
  }

  @Test func singular() throws {
    let result = try Inverse().evaluate([Tensor([2, 2], [1, 2, 2, 4] as [Float])])[0]
    #expect(result.elements(as: Float.self).allSatisfy { !$0.isFinite })
  }

  @Test func constraints() {
    expectRefusal(Inverse(), [TensorType(.int32, [2, 2])], "C1")
    expectRefusal(Inverse(), [TensorType(.float32, [2, 3])], "C2")
    expectRefusal(Inverse(), [TensorType(.float32, [2])], "C2")
  }
}
