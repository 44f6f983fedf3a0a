import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

struct EinsumTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var equation: String
    var shapes: [[Int]]
    /// The same without ellipses, broadcasting and implicit results.
    var plain: String
    var testDescription: String { equation }
  }

  private static let cases: [Case] = [
    .init(equation: "ij,jk", shapes: [[2, 3], [3, 4]], plain: "ij,jk->ik"),
    .init(equation: "b a", shapes: [[2, 3]], plain: "ba->ab"),
    .init(equation: "ii", shapes: [[3, 3]], plain: "ii->"),
    .init(equation: "iijj->ji", shapes: [[3, 3, 2, 2]], plain: "iijj->ji"),
    .init(equation: "iji,jk->k", shapes: [[2, 3, 2], [3, 4]], plain: "iji,jk->k"),
    .init(equation: "...ij,...jk", shapes: [[5, 2, 3], [5, 3, 4]], plain: "bij,bjk->bik"),
    .init(equation: "i...j->j...", shapes: [[2, 3, 4, 5]], plain: "iabj->jab"),
    .init(equation: "...,...->...", shapes: [[2, 3], [3]], plain: "ab,b->ab"),
    .init(equation: "bhqd,bhkd->bhqk", shapes: [[2, 3, 4, 5], [2, 3, 6, 5]], plain: "bhqd,bhkd->bhqk"),
    .init(equation: "ab,cd->acbd", shapes: [[2, 3], [2, 2]], plain: "ab,cd->acbd"),
    .init(equation: "ab,bc,cd,da->", shapes: [[2, 3], [3, 2], [2, 4], [4, 2]], plain: "ab,bc,cd,da->"),
    .init(equation: "ab,ab,ab->b", shapes: [[2, 3], [2, 3], [2, 3]], plain: "ab,ab,ab->b"),
    .init(equation: "abx,bcy->ac", shapes: [[2, 3, 2], [3, 4, 2]], plain: "abx,bcy->ac"),
    .init(equation: "Aa,a->A", shapes: [[2, 3], [3]], plain: "Aa,a->A"),
    .init(equation: ",a->a", shapes: [[], [3]], plain: ",a->a"),
    .init(equation: "ab,ab->a", shapes: [[2, 1], [2, 3]], plain: "az,ab->a"),
  ]

  @Test(arguments: cases) func agreesWithTheSum(_ value: Case) throws {
    let inputs = value.shapes.enumerated().map {
      Tensor.random($1, of: Double.self, seed: UInt64($0 + 1))
    }
    let run = try einsum(value.equation, inputs)
    try OperatorCheck.compare(run.outputs[0], Self.summed(value.plain, inputs), .init(relative: 1e-12))
  }

  @Test func constantMatricesMakeLayers() throws {
    let inputs = [[2, 5, 3], [3, 4]].map { Tensor.random($0, of: Float.self) }
    let run = try ONNXNodeRun(
      "Einsum", opset: 12, attributes: Self.equation("btc,cd->btd"), inputs, constants: [1])
    #expect(run.graph.nodes.contains { $0.operator.name == "FullyConnected" })
    try OperatorCheck.compare(
      run.outputs[0], try einsum("btc,cd->btd", inputs).outputs[0], .init(relative: 1e-5, absolute: 1e-6))
  }

  @Test(arguments: ["ij", "ij,jk,kl", "ij,jk->ikz", "ij,jk->ii", "i1,jk", "ijl,jk", "ij,ik->jk-", "i....,jk"])
  func invalidEquations(_ equation: String) {
    let inputs = [Tensor.random([2, 3], of: Float.self), Tensor.random([3, 4], of: Float.self)]
    #expect(throws: DiagnosticsError.self) { try einsum(equation, inputs) }
  }

  @Test(arguments: ["ij,ij->", "ii,jk->jk"]) func sizesThatDiffer(_ equation: String) {
    let inputs = [Tensor.random([2, 3], of: Float.self), Tensor.random([3, 4], of: Float.self)]
    #expect(throws: DiagnosticsError.self) { try einsum(equation, inputs) }
  }

  private func einsum(_ equation: String, _ inputs: [Tensor]) throws -> ONNXNodeRun {
    try ONNXNodeRun("Einsum", opset: 12, attributes: Self.equation(equation), inputs)
  }

  private static func equation(_ text: String) -> [ONNXAttribute] {
    [ONNXAttribute(name: "equation", value: .string(Array(text.utf8)))]
  }

  /// The definition: for every assignment of the letters the product of the operands' elements.
  private static func summed(_ equation: String, _ inputs: [Tensor]) -> Tensor {
    let sides = equation.split(separator: "-").map { $0.filter { $0 != ">" } }
    let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
    let result = sides.count > 1 ? Array(sides[1]) : []
    var sizes: [Character: Int] = [:]
    for (term, input) in zip(terms, inputs) {
      for (letter, size) in zip(term, input.shape) { sizes[letter] = size }
    }
    let letters = sizes.keys.sorted()
    let elements = inputs.map { $0.elements(as: Double.self) }
    func position(_ term: [Character], _ values: [Character: Int]) -> Int {
      term.reduce(0) { $0 * (sizes[$1] ?? 1) + (values[$1] ?? 0) }
    }
    var sums = [Double](repeating: 0, count: result.reduce(1) { $0 * (sizes[$1] ?? 1) })
    for number in 0..<letters.reduce(1, { $0 * (sizes[$1] ?? 1) }) {
      var (rest, values) = (number, [Character: Int]())
      for letter in letters {
        values[letter] = rest % (sizes[letter] ?? 1)
        rest /= sizes[letter] ?? 1
      }
      sums[position(result, values)] += zip(terms, elements).reduce(1) {
        $0 * $1.1[position($1.0, values)]
      }
    }
    return Tensor(result.map { sizes[$0] ?? 1 }, sums)
  }
}
