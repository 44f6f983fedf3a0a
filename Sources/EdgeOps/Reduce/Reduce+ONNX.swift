import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX's reductions. 1 axes as attribute; 11 negative axes; 13 (ReduceSum) and 18 (the others) axes as input and
/// noop_with_empty_axes; 20 bool for ReduceMax and ReduceMin.
///
/// - GlobalAveragePool: 1, 22 element types
extension Reduce: ONNXImporting {
  public static let importers =
    spellings.flatMap { name, build in
      let axesInput = name == "ReduceSum" ? 13 : 18
      return [
        ONNXImporter(name, since: 1) { try importReduction($0, axes: $0.ints("axes"), build) },
        ONNXImporter(name, since: axesInput) {
          try importReduction($0, axes: $0.optionalIntegersInput(1, "axes"), build)
        },
      ]
    } + [
      ONNXImporter("GlobalAveragePool", since: 1) { context in
        let x = try context.input(0)
        let axes = Array(context.type(x).shape.indices.dropFirst(2))
        return [try context.add(Reduce(.mean, axes: axes, keepDims: true), [x])]
      }
    ]

  private typealias Build = @Sendable (Composer, ValueID) throws -> ValueID

  private static let spellings: [(name: String, build: Build)] = [
    ("ReduceMean", { try $0.reduce(.mean, $1) }),
    ("ReduceSum", { try $0.reduce(.sum, $1) }),
    ("ReduceMax", { try $0.reduce(.max, $1) }),
    ("ReduceMin", { try $0.reduce(.min, $1) }),
    ("ReduceProd", { try $0.reduce(.prod, $1) }),
    ("ReduceL1", { try $0.reduce(.sum, $0.apply(.abs, $1)) }),
    ("ReduceSumSquare", { try $0.reduce(.sum, $0.square($1)) }),
    (
      "ReduceL2",
      { composer, x in
        try composer.inFloats(x) { try composer.apply(.sqrt, composer.reduce(.sum, composer.square($0))) }
      }
    ),
    (
      "ReduceLogSum",
      { composer, x in
        try composer.inFloats(x) { try composer.apply(.log, composer.reduce(.sum, $0)) }
      }
    ),
    ("ReduceLogSumExp", { composer, x in try composer.inFloats(x) { try composer.logSumExp($0) } }),
  ]

  private static func importReduction(
    _ context: ImportContext, axes: [Int]?, _ build: Build
  ) throws -> [ValueID] {
    let x = try context.input(0)
    let rank = context.type(x).rank
    var axes = try context.normalizeAxes(axes ?? [], rank: rank).sorted()
    if axes.isEmpty, try !context.flag("noop_with_empty_axes") { axes = Array(0..<rank) }
    let keepDims = try context.flag("keepdims", default: true)
    return [try build(Composer(context: context, axes: axes, keepDims: keepDims), x)]
  }
}

/// Builds the reductions that are spelled with others.
private struct Composer {
  let context: ImportContext
  let axes: [Int]
  let keepDims: Bool

  func reduce(_ kind: Reduce.Kind, _ x: ValueID) throws -> ValueID {
    axes.isEmpty ? x : try context.add(Reduce(kind, axes: axes, keepDims: keepDims), [x])
  }

  func apply(_ kind: Unary.Kind, _ x: ValueID) throws -> ValueID { try context.add(Unary(kind), [x]) }

  func square(_ x: ValueID) throws -> ValueID { try context.add(Binary(.multiply), [x, x]) }

  /// The logarithm of a sum of exponentials of which the largest is 1, so that none overflows.
  func logSumExp(_ x: ValueID) throws -> ValueID {
    guard context.type(x).elementCount > 0 else {
      return try apply(.log, reduce(.sum, apply(.exp, x)))
    }
    let limit = greatestFinite(context.type(x).element)
    let largest = try context.add(Reduce(.max, axes: axes, keepDims: true), [x])
    let shift = try context.add(Clip(lower: -limit, upper: limit), [largest])
    let sum = try reduce(.sum, apply(.exp, context.add(Binary(.subtract), [x, shift])))
    let outer = keepDims ? shift : try context.add(Reshape(shape: context.type(sum).shape), [shift])
    return try context.add(Binary(.add), [apply(.log, sum), outer])
  }

  /// Computes integers in double precision and truncates the result.
  func inFloats(_ x: ValueID, _ body: (ValueID) throws -> ValueID) throws -> ValueID {
    let element = context.type(x).element
    if element.isFloat { return try body(x) }
    return try context.add(Cast(to: element), [body(context.add(Cast(to: .float64), [x]))])
  }

  private func greatestFinite(_ element: ElementType) -> Double {
    switch element {
    case .float16: Double(Float16.greatestFiniteMagnitude)
    case .float32: Double(Float.greatestFiniteMagnitude)
    case .float64, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .bool:
      .greatestFiniteMagnitude
    }
  }
}
