import EdgeIR
import EdgeOps
import EdgeTestSupport
import Testing

/// Operators that read or write at computed places, compiled as C, against their reference kernels.
struct IndexingInCTests {
  static let types: [ElementType] = [.float32, .float64, .int8, .int16, .int64, .uint32, .bool]

  static func numbers(_ shape: [Int], _ type: ElementType, seed: UInt64 = 1) throws -> Tensor {
    try Cast(to: type).evaluate([Tensor.random(shape, of: Int32.self, in: 0...5, seed: seed)])[0]
  }

  /// Indices in `-size..<size` in a given type.
  static func indices(_ shape: [Int], size: Int, _ type: ElementType, seed: UInt64 = 3) throws -> Tensor {
    let range = Double(-size)...Double(size) - 0.01
    let numbers = Tensor.random(shape, of: Double.self, in: range, seed: seed).doubles()
    return try Cast(to: type).evaluate([Tensor(shape, numbers.map { $0.rounded(.down) })])[0]
  }

  @Test(arguments: [ElementType.int32, .int64], 0..<3) func elements(_ index: ElementType, _ axis: Int) throws
  {
    var batch = OperatorsInC()
    let shape = [3, 4, 5]
    for places in [[3, 4, 5], [1, 2, 3], [0, 4, 5]] {
      var places = places
      places[axis] *= 2
      let indices = try Self.indices(places, size: shape[axis], index)
      for type in Self.types {
        let data = try Self.numbers(shape, type)
        try batch.add(GatherElements(axis: axis), [data, indices])
        for reduction in ScatterReduction.allCases {
          let updates = try Self.numbers(places, type, seed: 2)
          try batch.add(ScatterElements(axis: axis, reduction), [data, indices, updates])
        }
      }
    }
    try batch.check()
  }

  @Test(arguments: [ElementType.int32, .int64]) func slices(_ index: ElementType) throws {
    var batch = OperatorsInC()
    for type in Self.types {
      let data = try Self.numbers([3, 4, 5], type)
      for depth in 1...3 {
        let indices = try Self.indices([2, 3, depth], size: 3, index)
        try batch.add(GatherND(), [data, indices])
        let rest = Array([3, 4, 5][depth...])
        for reduction in ScatterReduction.allCases {
          try batch.add(ScatterND(reduction), [data, indices, Self.numbers([2, 3] + rest, type, seed: 2)])
        }
        if depth < 3 {
          let perBatch = try Self.indices([3, 2, depth], size: 4, index)
          try batch.add(GatherND(batchRank: 1), [data, perBatch])
        }
      }
    }
    try batch.check()
  }

  @Test func runningTotalsAndTriangles() throws {
    var batch = OperatorsInC()
    for type in ElementType.allCases where type != .float16 {
      let x = try Self.numbers([2, 3, 4], type)
      for (isUpper, diagonal) in [(true, 0), (false, -1), (true, .max), (false, .min)] {
        try batch.add(Trilu(isUpper: isUpper, diagonal: diagonal), [x])
      }
      for kind in Cumulative.Kind.allCases where type != .bool {
        for axis in 0..<3 {
          let op = Cumulative(kind, axis: axis, isExclusive: axis == 1, isReversed: axis > 0)
          try batch.add(op, [x])
        }
      }
    }
    try batch.check()
  }

  /// In C an index out of range names the nearest place; sanitizers watch.
  @Test func indicesOutOfRange() throws {
    let x = Tensor([2, 2], [1, 2, 3, 4] as [Float])
    let wild = Tensor([2, 2], [.min, -7, 2, .max] as [Int64])
    for op in [GatherElements(axis: 1), GatherND(), ScatterElements(axis: 0)] as [any Operator] {
      let inputs = op is ScatterElements ? [x, wild, x] : [x, wild]
      var editor = GraphEditor(name: "wild")
      let values = inputs.enumerated().map { editor.addInput(name: "x\($0)", type: $1.type) }
      editor.addOutput(name: "y", value: try editor.add(op, values)[0])
      let runner = try CModelRunner(editor.graph, sanitizers: [.address, .undefined])
      #expect(try runner.run(inputs).count == 1)
      #expect(throws: OperatorError.self) { try op.evaluate(inputs) }
    }
  }

  @Test func constraints() {
    let data = TensorType(.float32, [2, 3])
    let indices = TensorType(.int64, [2, 2])
    expectRefusal(ScatterElements(axis: 2), [data, indices, data], "C1")
    expectRefusal(ScatterElements(axis: 0), [data, data, data], "C2")
    expectRefusal(ScatterElements(axis: 1), [data, indices, data], "C3")
    expectRefusal(ScatterND(), [data, data, data], "C1")
    expectRefusal(ScatterND(), [data, TensorType(.int64, [2, 0]), data], "C2")
    expectRefusal(ScatterND(), [data, indices, data], "C3")
    expectRefusal(ScatterND(), [data, indices, TensorType(.int32, [2])], "C3")
  }
}
