import EdgeIR
import EdgeONNX
import EdgeSupport

/// - LpPool: 1; 2 p is an integer; 11 wording; 18 ceil_mode, dilations; 22 element types
/// - GlobalLpPool: 1; 2 p is an integer; 22 element types
///
/// The p-th root of a sum of p-th powers; the sum under a window is a depthwise convolution with ones.
enum LpPool: ONNXImporting {
  static let importers = [
    ONNXImporter("LpPool", since: 1, build: importLpPool),
    ONNXImporter("GlobalLpPool", since: 1) { context in
      let x = try context.input(0)
      let axes = Array(context.type(x).shape.indices.dropFirst(2))
      let powers = try power(context, x)
      return [try root(context, context.add(Reduce(.sum, axes: axes, keepDims: true), [powers]))]
    },
  ]

  @Sendable private static func importLpPool(_ context: ImportContext) throws -> [ValueID] {
    let type = try context.type(context.input(0))
    let image = try power(context, context.poolImage(0))
    var geometry = try context.poolWindow(spatial: Array(type.shape.dropFirst(2))).extended
    if type.rank == 3 { geometry.prependUnitAxis() }
    let channels = type.shape[1]
    guard channels > 0, type.element.isFloat else {
      throw ImportError(.invalidInputs, "expected floats [N,C,spatial…], got \(type)")
    }
    let one = try context.scalar(1, type.element)
    let weights = try context.add(BroadcastTo(shape: [channels] + geometry.kernel + [1]), [one])
    let conv = Conv(
      strides: geometry.strides, dilations: geometry.dilations, padsBegin: geometry.padsBegin,
      padsEnd: geometry.padsEnd, groups: channels)
    let sums = try context.add(conv, [image, weights])
    return [try context.poolResult(root(context, sums), rank: type.rank)]
  }

  private static func order(_ context: ImportContext) throws -> Double {
    let p =
      context.opset < 2
      ? Double(try context.float("p", default: 2)) : Double(try context.int("p", default: 2))
    guard p > 0, p.isFinite else { throw context.invalid("p", "expected a positive number, got \(p)") }
    return p
  }

  private static func power(_ context: ImportContext, _ x: ValueID) throws -> ValueID {
    let p = try order(context)
    if p == 2 { return try context.add(Binary(.multiply), [x, x]) }
    let magnitude = try context.add(Unary(.abs), [x])
    if p == 1 { return magnitude }
    let exponent = try context.scalar(p, context.type(x).element)
    return try context.add(Binary(.power), [magnitude, exponent])
  }

  private static func root(_ context: ImportContext, _ x: ValueID) throws -> ValueID {
    let p = try order(context)
    if p == 1 { return x }
    if p == 2 { return try context.add(Unary(.sqrt), [x]) }
    let exponent = try context.scalar(1 / p, context.type(x).element)
    return try context.add(Binary(.power), [x, exponent])
  }
}
