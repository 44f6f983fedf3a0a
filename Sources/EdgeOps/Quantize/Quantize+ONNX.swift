import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// ONNX QuantizeLinear: 10 one scale; 13 axis; 19 other element types; 21 block_size, output_dtype; 23 precision;
/// 25 element types.
extension Quantize: ONNXImporting {
  public static let importers = [ONNXImporter("QuantizeLinear", since: 10, build: importQuantize)]

  @Sendable private static func importQuantize(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    var scale = try context.input(1)
    let zeroPoint = context.optionalInput(2)
    let declared = try context.elementAttribute("output_dtype")
    let element = zeroPoint.map { context.type($0).element } ?? declared ?? .uint8
    guard declared == nil || declared == element else {
      throw context.invalid("output_dtype", "expected the zero point's type \(element.rawValue)")
    }
    if let precision = try context.elementAttribute("precision"), precision != context.type(scale).element {
      scale = try context.add(Cast(to: precision), [scale])
    }
    let layout = try context.scaleLayout(x, scale: scale)
    return [
      try context.add(Quantize(to: element, layout: layout), [x, scale] + (zeroPoint.map { [$0] } ?? []))
    ]
  }
}

extension ImportContext {
  /// Where scales apply, from `axis`, `block_size` and the scale's shape.
  func scaleLayout(_ x: ValueID, scale: ValueID) throws -> ScaleLayout {
    if type(scale).elementCount == 1, type(scale).rank <= 1 { return ScaleLayout() }
    let axis = try axis(default: 1, rank: type(x).rank)
    let blockSize = try int("block_size", default: 0)
    return ScaleLayout(axis: axis, blockSize: blockSize == 0 ? nil : blockSize)
  }

  /// An element type given as an attribute; nil when absent or 0.
  func elementAttribute(_ name: String) throws -> ElementType? {
    guard let code = try int(name), code != 0 else { return nil }
    guard let type = Int32(exactly: code).map({ ONNXElementType(rawValue: $0) }),
      let element = ElementType(onnx: type)
    else {
      throw ImportError(.unsupportedElementType, "attribute '\(name)': type \(code) is not supported")
    }
    return element
  }
}
