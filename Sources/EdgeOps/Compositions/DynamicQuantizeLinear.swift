import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX DynamicQuantizeLinear, since 11: uint8 with the scale and zero point that cover the input's own range.
///
/// The scale of a tensor of zeros is 0; quantized it is its zero point.
enum DynamicQuantizeLinear: ONNXImporting {
  static let importers = [
    ONNXImporter("DynamicQuantizeLinear", since: 11) { context in
      let result = try quantized(context, context.input(0))
      return [result.x, result.scale, result.zeroPoint]
    }
  ]

  static func quantized(
    _ context: ImportContext, _ x: ValueID
  ) throws -> (x: ValueID, scale: ValueID, zeroPoint: ValueID) {
    let axes = Array(context.type(x).shape.indices)
    func extreme(_ kind: Reduce.Kind, _ range: Clip) throws -> ValueID {
      try context.add(range, [context.add(Reduce(kind, axes: axes, keepDims: false), [x])])
    }
    let lowest = try extreme(.min, Clip(lower: -.infinity, upper: 0))
    let highest = try extreme(.max, Clip(lower: 0, upper: .infinity))
    let steps = try context.scalar(255, context.type(x).element)
    let range = try context.add(Binary(.subtract), [highest, lowest])
    let scale = try context.add(Binary(.divide), [range, steps])
    let below = try context.add(Binary(.divide), [context.add(Unary(.neg), [lowest]), scale])
    let rounded = try context.add(Unary(.round), [context.add(Clip(lower: 0, upper: 255), [below])])
    let zeroPoint = try context.add(Cast(to: .uint8), [rounded])
    return (try context.add(Quantize(to: .uint8), [x, scale, zeroPoint]), scale, zeroPoint)
  }
}
