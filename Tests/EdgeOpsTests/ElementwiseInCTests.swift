import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Elementwise operators compiled as C, many in one program, against their reference kernels.
struct ElementwiseInCTests {
  /// Independent applications of operators as one graph.
  private struct Batch {
    private var editor = GraphEditor(name: "batch")
    private var arguments: [Tensor] = []
    private var expected: [(String, Tensor)] = []

    mutating func add(_ op: any Operator, _ inputs: [Tensor]) throws {
      let values = inputs.map { tensor in
        arguments.append(tensor)
        return editor.addInput(name: "x\(arguments.count)", type: tensor.type)
      }
      let result = try editor.add(op, values)[0]
      editor.addOutput(name: "y\(expected.count)", value: result)
      expected.append(("\(op)", try op.evaluate(inputs)[0]))
    }

    func check() throws {
      let outputs = try CModelRunner(editor.graph).run(arguments)
      try #require(outputs.count == expected.count)
      let tolerance = OperatorCheck.Tolerance(relative: 1e-5, absolute: 1e-6)
      for (output, (name, wanted)) in zip(outputs, expected) {
        #expect(throws: Never.self, "\(name)") { try OperatorCheck.compare(output, wanted, tolerance) }
      }
    }
  }

  private static let shapes = BinaryTests.shapes.filter { !$0.contains { $0.contains(0) } }

  private func numbers(_ shape: [Int], _ type: ElementType, seed: UInt64 = 1) throws -> Tensor {
    try Cast(to: type).evaluate([Tensor.random(shape, of: Int32.self, in: 1...9, seed: seed)])[0]
  }

  @Test func unaries() throws {
    var batch = Batch()
    for kind in UnaryTests.everywhere {
      try batch.add(Unary(kind), [Tensor.random([2, 3, 4], of: Float.self)])
      try batch.add(Unary(kind), [Tensor.random([5], of: Double.self)])
      try batch.add(Unary(kind), [Tensor([UnaryTests.awkward.count], UnaryTests.awkward)])
    }
    for kind in [Unary.Kind.sqrt, .log, .asin, .acos, .atanh] {
      try batch.add(Unary(kind), [Tensor.random([40], of: Float.self, in: 0...0.99)])
    }
    try batch.add(Unary(.acosh), [Tensor.random([40], of: Float.self, in: 1...9)])
    for kind in [Unary.Kind.abs, .neg, .sign] {
      try batch.add(Unary(kind), [Tensor([4], [-128, 127, 0, -1] as [Int8])])
      try batch.add(Unary(kind), [Tensor([4], [.min, .max, 0, -1] as [Int64])])
      if kind != .neg { try batch.add(Unary(kind), [Tensor([3], [255, 0, 7] as [UInt8])]) }
    }
    try batch.check()
  }

  @Test func arithmetic() throws {
    var batch = Batch()
    for kind in BinaryTests.kinds {
      for shapes in Self.shapes {
        let a = Tensor.random(shapes[0], of: Float.self, in: kind == .power ? 0.1...3 : -4...4)
        try batch.add(Binary(kind), [a, Tensor.random(shapes[1], of: Float.self, in: -3...3, seed: 2)])
      }
      for type in ElementType.allCases where type.isInteger || type == .float64 {
        try batch.add(Binary(kind), [numbers([2, 3], type), numbers([3], type, seed: 2)])
      }
    }
    for kind in [Binary.Kind.add, .subtract, .multiply, .divide] {
      let operands = [Tensor.random([2, 3], of: Float.self), Tensor.random([3], of: Float.self, in: 1...2)]
      try batch.add(Binary(kind, activation: .relu6), operands)
    }
    try batch.check()
  }

  @Test func questionsAndChoices() throws {
    var batch = Batch()
    for shapes in Self.shapes {
      for kind in Compare.Kind.allCases {
        for type in [ElementType.float32, .int8, .int64] {
          try batch.add(Compare(kind), [numbers(shapes[0], type), numbers(shapes[1], type, seed: 2)])
        }
      }
      let bools = [Tensor.randomBools(shapes[0]), Tensor.randomBools(shapes[1], seed: 2)]
      for kind in [Logical.Kind.and, .or, .xor] { try batch.add(Logical(kind), bools) }
      try batch.add(Not(), [bools[0]])
      for type in [ElementType.float32, .int8, .int16, .float64] {
        let a = try numbers(shapes[0], type)
        try batch.add(Where(), [bools[1], a, numbers([1], type, seed: 2)])
        try batch.add(Where(), [bools[0], a, a])
      }
    }
    try batch.check()
  }

  @Test func normalisingSlopesAndCasts() throws {
    var batch = Batch()
    for axis in 0..<3 {
      let x = Tensor.random([2, 3, 4], of: Float.self)
      try batch.add(Softmax(axis: axis), [x])
      try batch.add(Softmax(axis: axis, logarithmic: true), [x])
    }
    let image = Tensor.random([1, 3, 2, 2], of: Float.self)
    try batch.add(PRelu(), [image, Tensor.random([3, 1, 1], of: Float.self, seed: 2)])
    try batch.add(PRelu(), [image, Tensor(scalar: Float(0.25))])
    let types = ElementType.allCases.filter { $0 != .float16 }
    for source in types {
      let x = try Cast(to: source).evaluate([Tensor([5], [0, 1, 2.75, 300.5, -7] as [Double])])[0]
      for target in types { try batch.add(Cast(to: target), [x]) }
    }
    try batch.check()
  }
}
