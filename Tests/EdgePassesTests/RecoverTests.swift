import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeTestSupport
import Testing

@testable import EdgePasses

/// Formulas that stand for one operator become it, and formulas that look alike stay.
struct RecoverTests {
  /// A graph of one formula over x `[2, 3, 8]`.
  private struct Formula {
    var editor = GraphEditor(name: "formula")
    let x: ValueID

    init() { x = editor.addInput(name: "x", type: TensorType(.float32, [2, 3, 8])) }

    mutating func number(_ value: Float) -> ValueID { editor.addConstant(Tensor(scalar: value), name: "n") }

    mutating func apply(_ kind: Binary.Kind, _ a: ValueID, _ b: ValueID) throws -> ValueID {
      try editor.add(Binary(kind), [a, b])[0]
    }

    mutating func apply(_ kind: Binary.Kind, _ a: ValueID, _ b: Float) throws -> ValueID {
      try apply(kind, a, number(b))
    }

    mutating func apply(_ kind: Binary.Kind, _ a: Float, _ b: ValueID) throws -> ValueID {
      try apply(kind, number(a), b)
    }

    mutating func apply(_ kind: Unary.Kind, _ a: ValueID) throws -> ValueID {
      try editor.add(Unary(kind), [a])[0]
    }

    mutating func reduce(_ kind: Reduce.Kind, _ a: ValueID, axes: [Int] = [2]) throws -> ValueID {
      try editor.add(Reduce(kind, axes: axes, keepDims: true), [a])[0]
    }

    /// Runs the passes and compares numbers.
    mutating func recovered(_ result: ValueID) throws -> [any Operator] {
      editor.addOutput(name: "y", value: result)
      let graph = try PassManager([.recoverActivations, .recoverNormalizations, .recoverSoftmax])
        .run(editor.graph)
      let x = [Tensor.random([2, 3, 8], of: Float.self, in: -5...5)]
      let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-6)
      let expected = try Interpreter(editor.graph).run(x)
      try OperatorCheck.compare(Interpreter(graph).run(x)[0], expected[0], tolerance)
      return graph.nodes.map(\.operator)
    }

    mutating func expectOne(_ op: some Operator, _ result: ValueID) throws {
      let found = try recovered(result)
      #expect(found.map { AnyHashable($0) } == [AnyHashable(op)])
    }

    mutating func expectUnchanged(_ result: ValueID) throws {
      let before = editor.graph.nodes.count
      #expect(try recovered(result).count == before)
    }
  }

  private func halfOfOnePlus(_ formula: inout Formula, _ inner: ValueID, order: Int) throws -> ValueID {
    let sum = try formula.apply(.add, inner, 1)
    switch order {
    case 0: return try formula.apply(.multiply, formula.apply(.multiply, formula.x, sum), 0.5)
    case 1: return try formula.apply(.multiply, formula.apply(.multiply, 0.5, formula.x), sum)
    case 2: return try formula.apply(.divide, formula.apply(.multiply, sum, formula.x), 2)
    default: return try formula.apply(.multiply, formula.x, formula.apply(.multiply, sum, 0.5))
    }
  }

  @Test(arguments: 0..<4, [false, true]) func geluWithErf(_ order: Int, _ divides: Bool) throws {
    var formula = Formula()
    let argument =
      divides
      ? try formula.apply(.divide, formula.x, Float(2).squareRoot())
      : try formula.apply(.multiply, formula.x, Float(0.5.squareRoot()))
    let result = try halfOfOnePlus(&formula, formula.apply(.erf, argument), order: order)
    try formula.expectOne(Unary(.gelu(tanh: false)), result)
  }

  @Test(arguments: 0..<4, 0..<3) func geluWithTanh(_ order: Int, _ cube: Int) throws {
    var formula = Formula()
    let (x, root) = (formula.x, Float((2 / Double.pi).squareRoot()))
    var argument: ValueID
    if cube == 2 {
      let squares = try formula.apply(.multiply, formula.apply(.multiply, x, 0.044715), x)
      argument = try formula.apply(
        .multiply, formula.apply(.multiply, x, root), formula.apply(.add, 1, squares))
    } else {
      let power =
        cube == 0
        ? try formula.apply(.power, x, 3) : try formula.apply(.multiply, x, formula.apply(.multiply, x, x))
      argument = try formula.apply(.add, x, formula.apply(.multiply, 0.044715, power))
      argument = try formula.apply(.multiply, argument, root)
    }
    let result = try halfOfOnePlus(&formula, formula.apply(.tanh, argument), order: order)
    try formula.expectOne(Unary(.gelu(tanh: true)), result)
  }

  @Test func gates() throws {
    var swish = Formula()
    let gate = try swish.apply(.sigmoid, swish.apply(.multiply, swish.x, 1.702))
    try swish.expectOne(Unary(.swish(alpha: 1.702)), swish.apply(.multiply, gate, swish.x))
    var plain = Formula()
    let own = try plain.apply(.sigmoid, plain.x)
    try plain.expectOne(Unary(.swish(alpha: 1)), plain.apply(.multiply, plain.x, own))
    var mish = Formula()
    let soft = try mish.apply(.tanh, mish.apply(.softplus, mish.x))
    try mish.expectOne(Unary(.mish), mish.apply(.multiply, mish.x, soft))
    var hard = Formula()
    let line = try hard.apply(.hardSigmoid(alpha: 1 / 6, beta: 0.5), hard.x)
    try hard.expectOne(HardSwish(), hard.apply(.multiply, hard.x, line))
    var limited = Formula()
    let clip = try limited.editor.add(Clip(lower: 0, upper: 6), [limited.apply(.add, limited.x, 3)])[0]
    let product = try limited.apply(.multiply, limited.x, clip)
    try limited.expectOne(HardSwish(), limited.apply(.divide, product, 6))
  }

  /// One digit off, another operand, another reader.
  @Test func otherFormulas() throws {
    var rough = Formula()
    let erf = try rough.apply(.erf, rough.apply(.divide, rough.x, 1.41))
    try rough.expectUnchanged(halfOfOnePlus(&rough, erf, order: 0))
    var steep = Formula()
    let line = try steep.apply(.hardSigmoid(alpha: 0.2, beta: 0.5), steep.x)
    try steep.expectUnchanged(steep.apply(.multiply, steep.x, line))
    var foreign = Formula()
    let gate = try foreign.apply(.sigmoid, foreign.apply(.neg, foreign.x))
    try foreign.expectUnchanged(foreign.apply(.multiply, foreign.x, gate))
    var shared = Formula()
    let shown = try shared.apply(.sigmoid, shared.x)
    shared.editor.addOutput(name: "gate", value: shown)
    let result = try shared.apply(.multiply, shared.x, shown)
    shared.editor.addOutput(name: "y", value: result)
    let kept = try PassManager([.recoverActivations]).run(shared.editor.graph)
    #expect(kept.nodes.count == 2)
  }

  /// A normalised x, its scale and its bias.
  private func normalized(
    _ formula: inout Formula, centred: Bool, divides: Bool, axes: [Int] = [2], scale: [Int] = [8]
  ) throws -> ValueID {
    var d = formula.x
    if centred { d = try formula.apply(.subtract, d, formula.reduce(.mean, d, axes: axes)) }
    let squares = divides ? try formula.apply(.power, d, 2) : try formula.apply(.multiply, d, d)
    let guarded = try formula.apply(.add, formula.reduce(.mean, squares, axes: axes), 1e-5)
    let root = try formula.apply(.sqrt, guarded)
    let n =
      divides
      ? try formula.apply(.divide, d, root)
      : try formula.apply(.multiply, d, formula.apply(.reciprocal, root))
    let parameters = [1, 2].map { seed in
      formula.editor.addConstant(.random(scale, of: Float.self, seed: seed), name: "p")
    }
    return try formula.apply(.add, formula.apply(.multiply, parameters[0], n), parameters[1])
  }

  @Test(arguments: [false, true], [false, true]) func normalizations(_ centred: Bool, _ divides: Bool) throws
  {
    var formula = Formula()
    let kind: LayerNormalization.Kind = centred ? .standard : .rootMeanSquare
    try formula.expectOne(
      LayerNormalization(kind, axis: 2, epsilon: 1e-5),
      normalized(&formula, centred: centred, divides: divides))
    var wide = Formula()
    let found = try wide.recovered(
      normalized(&wide, centred: centred, divides: divides, axes: [1, 2], scale: [1, 3, 8]))
    #expect(found.map { type(of: $0).name } == ["Reshape", "Reshape", "LayerNormalization"])
  }

  @Test func normalizationsOfOtherAxes() throws {
    var formula = Formula()
    try formula.expectUnchanged(normalized(&formula, centred: true, divides: true, axes: [1]))
    var columns = Formula()
    let found = try columns.recovered(normalized(&columns, centred: true, divides: true, scale: [3, 1]))
    #expect(found.map { type(of: $0).name } == ["LayerNormalization", "Binary", "Binary"])
  }

  @Test(arguments: [1, 2]) func softmax(_ axis: Int) throws {
    var formula = Formula()
    func power(_ over: Int) throws -> ValueID {
      let shifted = try formula.apply(.subtract, formula.x, formula.reduce(.max, formula.x, axes: [over]))
      return try formula.apply(.exp, shifted)
    }
    let e = try power(axis)
    let result = try formula.apply(.divide, e, formula.reduce(.sum, e, axes: [axis]))
    try formula.expectOne(Softmax(axis: axis), result)
    var other = Formula()
    let shifted = try other.apply(.subtract, other.x, other.reduce(.max, other.x, axes: [1]))
    let f = try other.apply(.exp, shifted)
    try other.expectUnchanged(other.apply(.divide, f, other.reduce(.sum, f, axes: [2])))
  }
}
