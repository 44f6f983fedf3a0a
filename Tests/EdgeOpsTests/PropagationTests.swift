import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// Random chains of operators after one whose result's size depends on data: the graph for any data, its outputs cut to
/// their counts, gives what the graph gives that has these data as a constant and knows every size.
struct PropagationTests {
  /// One step: ONNX nodes from a value of shape `[n, 2]`, whose n depends on data, to another.
  private struct Step: Sendable {
    let name: String
    let nodes: @Sendable (String, String) -> [ONNXNode]
  }

  private static func node(
    _ type: String, _ inputs: [String], _ output: String, _ attributes: [ONNXAttribute] = []
  ) -> ONNXNode {
    ONNXNode(operatorType: type, inputs: inputs, outputs: [output], attributes: attributes)
  }

  private static let steps: [Step] = [
    Step(name: "Mul") { [node("Mul", [$0, "row"], $1)] },
    Step(name: "Add to itself") { [node("Neg", [$0], "\($1)/n"), node("Add", ["\($1)/n", $0], $1)] },
    Step(name: "Transpose twice") {
      [
        node("Transpose", [$0], "\($1)/t"), node("Relu", ["\($1)/t"], "\($1)/r"),
        node("Transpose", ["\($1)/r"], $1),
      ]
    },
    Step(name: "MatMul") { [node("MatMul", [$0, "square"], $1)] },
    Step(name: "Reshape to -1") { [node("Reshape", [$0, "free"], $1)] },
    Step(name: "Reshape by Shape") {
      [
        node("Shape", [$0], "\($1)/s"), node("Reshape", [$0, "flat"], "\($1)/f"),
        node("Sin", ["\($1)/f"], "\($1)/sin"), node("Reshape", ["\($1)/sin", "\($1)/s"], $1),
      ]
    },
    Step(name: "Concat along the other axis") {
      [
        node("Concat", [$0, $0], "\($1)/c", [ONNXAttribute(name: "axis", value: .int(1))]),
        node("Slice", ["\($1)/c", "one", "three", "one"], $1),
      ]
    },
    Step(name: "ReduceSum") {
      [
        node("ReduceSum", [$0, "one"], "\($1)/s"), node("Expand", ["\($1)/s", "pair"], $1),
      ]
    },
    Step(name: "Softmax") { [node("Softmax", [$0], $1, [ONNXAttribute(name: "axis", value: .int(1))])] },
    Step(name: "CumSum") { [node("CumSum", [$0, "zero"], $1)] },
    Step(name: "the first three") { [node("Slice", [$0, "zeros", "three"], $1)] },
    Step(name: "all but the first") { [node("Slice", [$0, "one", "many", "zeros"], $1)] },
    Step(name: "Gather by positions") {
      [
        node("Cast", [$0], "\($1)/i", [ONNXAttribute(name: "to", value: .int(7))]),
        node("Sub", ["\($1)/i", "\($1)/i"], "\($1)/z"), node("Sub", ["\($1)/z", "ones"], "\($1)/m"),
        node("Gather", ["table", "\($1)/m"], "\($1)/g", [ONNXAttribute(name: "axis", value: .int(0))]),
        node("ReduceSum", ["\($1)/g", "two"], "\($1)/s", [ONNXAttribute(name: "keepdims", value: .int(0))]),
        node("Add", ["\($1)/s", $0], $1),
      ]
    },
    Step(name: "positions where not zero") {
      [
        node("NonZero", [$0], "\($1)/i"), node("Transpose", ["\($1)/i"], "\($1)/t"),
        node("Cast", ["\($1)/t"], $1, [ONNXAttribute(name: "to", value: .int(1))]),
      ]
    },
    Step(name: "Range") {
      [
        node("Shape", [$0], "\($1)/s"), node("Gather", ["\($1)/s", "zero"], "\($1)/n"),
        node("Range", ["zero", "\($1)/n", "unit"], "\($1)/r"),
        node("Cast", ["\($1)/r"], "\($1)/c", [ONNXAttribute(name: "to", value: .int(1))]),
        node("Unsqueeze", ["\($1)/c", "one"], "\($1)/u"), node("Mul", ["\($1)/u", $0], $1),
      ]
    },
    Step(name: "ConstantOfShape") {
      [
        node("Shape", [$0], "\($1)/s"), node("ConstantOfShape", ["\($1)/s"], "\($1)/z"),
        node("Max", ["\($1)/z", $0], $1),
      ]
    },
    Step(name: "a mean, which needs the size") {
      [
        node("ReduceMean", [$0], "\($1)/m", [ONNXAttribute(name: "axes", value: .ints([0]))]),
        node("Sub", [$0, "\($1)/m"], $1),
      ]
    },
  ]

  private static let constants: [String: Tensor] = [
    "row": Tensor([2], [Float](arrayLiteral: 2, -1)),
    "square": Tensor([2, 2], [Float](arrayLiteral: 1, 2, 3, -4)),
    "free": Tensor([2], [Int64](arrayLiteral: -1, 2)), "flat": Tensor([1], [Int64(-1)]),
    "zero": Tensor(scalar: Int64(0)), "unit": Tensor(scalar: Int64(1)), "zeros": Tensor([1], [Int64(0)]),
    "one": Tensor([1], [Int64(1)]), "two": Tensor([1], [Int64(2)]), "three": Tensor([1], [Int64(3)]),
    "many": Tensor([1], [Int64.max]), "pair": Tensor([2], [Int64](arrayLiteral: 1, 2)),
    "ones": Tensor(scalar: Int64(1)), "table": Tensor.random([3, 2], of: Float.self),
  ]

  /// - Parameter isGiven: whether x is an input; otherwise it is a constant.
  private static func model(_ x: Tensor, _ chain: [Int], isGiven: Bool = true) -> DataDependentModel {
    var nodes = [
      node("NonZero", ["x"], "nz"), node("Transpose", ["nz"], "t"),
      node("Cast", ["t"], "v0", [ONNXAttribute(name: "to", value: .int(1))]),
    ]
    for (position, step) in chain.enumerated() {
      nodes += steps[step].nodes("v\(position)", "v\(position + 1)")
    }
    return DataDependentModel(
      nodes, inputs: isGiven ? ["x": x] : [:],
      constants: isGiven ? constants : constants.merging(["x": x]) { $1 },
      outputs: ["v\(chain.count)", "v\(chain.count / 2)", "nz"])
  }

  /// Any number of elements that are not zero, none and all included.
  private static let data = [0, 3, 7, 12].map { kept in
    Tensor([3, 4], (0..<12).map { Float($0 * 5 % 12 < kept ? $0 + 1 : 0) })
  }

  private static func check(_ chain: [Int], inC: Bool = false) throws -> Bool {
    let names = chain.map { steps[$0].name }
    let free = Result { try Self.model(data[0], chain).graph(bound: false) }
    if case .failure(let error as DiagnosticsError) = free {
      #expect(error.diagnostics.allSatisfy { $0.code == .sizeDependsOnData }, "\(names): \(error)")
    }
    let runner = try inC ? CModelRunner(free.get(), sanitizers: [.address, .undefined]) : nil
    for x in data {
      let (model, fixed) = (Self.model(x, chain), Self.model(x, chain, isGiven: false))
      let expected = try fixed.run(fixed.graph(bound: false))
      var results = [try model.run(model.graph(bound: true))]
      if let graph = try? free.get() {
        results.append(try runner.map { graph.trimmed(try $0.run([x])) } ?? model.run(graph))
      }
      for actual in results {
        #expect(actual.count == expected.count)
        for (output, pair) in zip(actual, expected).enumerated() {
          try OperatorCheck.compare(pair.0, pair.1, .init(relative: 1e-5, absolute: 1e-5), output: output)
        }
      }
    }
    return (try? free.get()) != nil
  }

  @Test(arguments: steps.indices) func eachStep(_ step: Int) throws {
    let isFollowed = try Self.check([step])
    #expect(isFollowed == !Self.steps[step].name.contains("needs the size"), "\(Self.steps[step].name)")
  }

  @Test(arguments: 0..<60) func chains(_ seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let chain = (0..<4).map { _ in Int(generator.next() % UInt64(Self.steps.count)) }
    _ = try Self.check(chain)
  }

  @Test(arguments: 0..<4) func inC(_ seed: Int) throws {
    let chain = (0..<4).map { (seed * 4 + $0) % (Self.steps.count - 1) }
    let withC = chain.filter { Self.steps[$0].name != "CumSum" }
    #expect(try Self.check(withC, inC: true))
  }
}
