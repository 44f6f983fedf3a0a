import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// - LayerNormalization: 17
/// - RMSNormalization: 23
///
/// `stash_type` is the precision that the statistics have at least; here they are computed in double precision or in
/// the kernel's own.
extension LayerNormalization: ONNXImporting {
  public static let importers = [
    ONNXImporter("LayerNormalization", since: 17) { context in
      let x = try context.input(0)
      let stash = try context.stashElement()
      let y = try context.layerNormalized(
        x, .standard, scale: context.input(1), bias: context.optionalInput(2),
        axis: context.axis(default: -1, rank: context.type(x).rank),
        epsilon: context.float("epsilon", default: 1e-5))
      return context.outputCount > 1 ? try [y] + statistics(context, x, stash) : [y]
    },
    ONNXImporter("RMSNormalization", since: 23) { context in
      let x = try context.input(0)
      _ = try context.stashElement()
      return [
        try context.layerNormalized(
          x, .rootMeanSquare, scale: context.input(1), bias: nil,
          axis: context.axis(default: -1, rank: context.type(x).rank),
          epsilon: context.float("epsilon", default: 1e-5))
      ]
    },
  ]

  /// Mean and InvStdDev, which training saves.
  private static func statistics(
    _ context: ImportContext, _ x: ValueID, _ element: ElementType
  ) throws -> [ValueID] {
    let wide = try context.cast(x, to: element)
    let rank = context.type(x).rank
    let axes = Array(try context.axis(default: -1, rank: rank)..<rank)
    let average = Reduce(.mean, axes: axes, keepDims: true)
    let mean = try context.add(average, [wide])
    let centred = try context.binary(.subtract, wide, mean)
    let variance = try context.add(average, [context.binary(.multiply, centred, centred)])
    let epsilon = Double(try context.float("epsilon", default: 1e-5))
    let deviation = try context.unary(.sqrt, context.binary(.add, variance, number: epsilon))
    return [mean, try context.unary(.reciprocal, deviation)]
  }
}

extension ImportContext {
  /// The `stash_type` attribute: the precision of the first stage of a normalisation, float32 by default.
  func stashElement() throws -> ElementType {
    let code = try int("stash_type", default: 1)
    let type = Int32(exactly: code).map { ONNXElementType(rawValue: $0) }
    guard let element = type.flatMap({ ElementType(onnx: $0) }), element.isFloat else {
      throw invalid("stash_type", "expected float16, float32 or float64, got type \(code)")
    }
    return element
  }

  /// x normalised over its axes from `axis` on. Scale and bias may have any shape that broadcasts to x; they decide
  /// the result's element type.
  func layerNormalized(
    _ x: ValueID, _ kind: LayerNormalization.Kind, scale: ValueID, bias: ValueID?, axis: Int, epsilon: Float
  ) throws -> ValueID {
    let normalization = LayerNormalization(kind, axis: axis, epsilon: epsilon)
    let (xType, block) = (type(x), Array(type(x).shape.dropFirst(axis)))
    let parameters = [scale] + (bias.map { [$0] } ?? [])
    let isWhole = parameters.allSatisfy {
      type($0).element == xType.element && broadcastShape(type($0).shape, block) == block
    }
    if isWhole {
      return try add(normalization, [x] + parameters.map { try broadcast($0, to: block) })
    }
    for parameter in parameters where broadcastShape(type(parameter).shape, xType.shape) != xType.shape {
      throw ImportError(.invalidInputs, "\(type(parameter)) does not broadcast to x \(xType)")
    }
    var y = try cast(add(normalization, [x]), to: type(scale).element)
    y = try binary(.multiply, y, scale)
    return try bias.map { try binary(.add, y, $0) } ?? y
  }
}
