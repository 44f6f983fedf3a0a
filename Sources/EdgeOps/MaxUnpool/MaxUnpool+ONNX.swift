import EdgeIR
import EdgeONNX
import EdgeSupport

/// - MaxUnpool: 9; 11 wording; 22 element types
///
/// Indices count in the image that kernel, strides and pads give; a larger `output_shape` adds zeros at its ends, as
/// ONNX's cases have it.
extension MaxUnpool: ONNXImporting {
  public static let importers = [ONNXImporter("MaxUnpool", since: 9, build: importMaxUnpool)]

  @Sendable private static func importMaxUnpool(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let indices = try context.input(1)
    guard context.type(x).rank >= 3 else {
      throw ImportError(.invalidInputs, "expected x [N,C,spatial…], got \(context.type(x))")
    }
    let declared = try context.optionalIntegersInput(2, "output_shape")
    let shape = try unpooledShape(context, context.type(x).shape)
    let image = try context.add(MaxUnpool(shape: shape), [x, indices])
    guard let declared, declared != shape else { return [image] }
    guard declared.count == shape.count, zip(declared, shape).allSatisfy({ $0 >= $1 && $0 < 1 << 32 }) else {
      throw ImportError(.invalidInputs, "output_shape: expected at least \(shape), got \(declared)")
    }
    let pad = Pad(.constant, begins: shape.map { _ in 0 }, ends: zip(declared, shape).map { $0 - $1 })
    return [try context.add(pad, [image])]
  }

  /// The shape that pooling with this window would have had as input.
  private static func unpooledShape(_ context: ImportContext, _ shape: [Int]) throws -> [Int] {
    guard let kernel = try context.ints("kernel_shape"), kernel.count == shape.count - 2 else {
      throw context.invalid("kernel_shape", "expected \(shape.count - 2) sizes")
    }
    let window = try context.windowGeometry(kernel: kernel, spatial: Array(shape.dropFirst(2)))
    let spatial = kernel.indices.map { axis in
      let full = (shape[axis + 2] - 1) * window.strides[axis] + kernel[axis]
      return full - window.padsBegin[axis] - window.padsEnd[axis]
    }
    return Array(shape.prefix(2)) + spatial
  }
}
