import EdgeIR
import EdgeONNX
import EdgeSupport
import ONNXFormat

/// ONNX's experimental operators of opset 1 that exporters emitted; opset 10 dropped them all.
///
/// - Affine: alpha x + beta; Scale: scale x; ScaledTanh: alpha tanh(beta x); ParametricSoftplus: alpha softplus(beta x)
/// - ImageScaler: scale x + bias, one bias for each channel (axis 1)
/// - Crop: the image `[N, C, H, W]` without `border` (left, top, right, bottom), or of size `scale` from left and top on
/// - ConstantFill: one value, in the shape of an attribute, of x, or that x lists
enum Experimental: ONNXImporting {
  static let importers = [
    ONNXImporter("Affine", since: 1) { context in
      let product = try context.scaled(context.input(0), by: context.float("alpha", default: 1))
      return [try shifted(context, product, by: [context.float("beta", default: 0)])]
    },
    ONNXImporter("Scale", since: 1) { context in
      [try context.scaled(context.input(0), by: context.float("scale", default: 1))]
    },
    ONNXImporter("ScaledTanh", since: 1) { [try scaled($0, .tanh)] },
    ONNXImporter("ParametricSoftplus", since: 1) { [try scaled($0, .softplus)] },
    ONNXImporter("ImageScaler", since: 1, build: importImageScaler),
    ONNXImporter("Crop", since: 1, build: importCrop),
    ONNXImporter("ConstantFill", since: 1, build: importConstantFill),
  ]

  /// alpha f(beta x). Neither factor has a default.
  private static func scaled(_ context: ImportContext, _ function: Unary.Kind) throws -> ValueID {
    guard let alpha = try context.float("alpha") else { throw context.invalid("alpha", "is required") }
    guard let beta = try context.float("beta") else { throw context.invalid("beta", "is required") }
    let y = try context.add(Unary(function), [context.scaled(context.input(0), by: beta)])
    return try context.scaled(y, by: alpha)
  }

  /// x plus one number, or one for each channel.
  private static func shifted(_ context: ImportContext, _ x: ValueID, by offsets: [Float]) throws -> ValueID {
    if offsets.allSatisfy({ $0 == 0 }) { return x }
    let type = context.type(x)
    let trailing = Array(repeating: 1, count: offsets.count == 1 ? 0 : max(type.rank - 2, 0))
    let addend = Cast(to: type.element).convert(Tensor([offsets.count] + trailing, offsets))
    return try context.add(Binary(.add), [x, context.constant(addend)])
  }

  @Sendable private static func importImageScaler(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let type = context.type(x)
    let offsets = try context.floats("bias") ?? [0]
    guard type.rank >= 2, offsets.count == 1 || offsets.count == type.shape[1] else {
      throw context.invalid("bias", "expected one number for each channel of \(type), got \(offsets.count)")
    }
    let product = try context.scaled(x, by: context.float("scale", default: 1))
    return [try shifted(context, product, by: offsets)]
  }

  @Sendable private static func importCrop(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let shape = context.type(x).shape
    guard shape.count == 4 else {
      throw ImportError(.invalidInputs, "expected x [N,C,H,W], got \(context.type(x))")
    }
    let limits = 0...Int(Int32.max)
    guard let border = try context.ints("border"), border.count == 4, border.allSatisfy(limits.contains)
    else {
      throw context.invalid("border", "expected left, top, right, bottom, each in \(limits)")
    }
    var slice = Slice(starts: [0, 0, border[1], border[0]], steps: [1, 1, 1, 1], sizes: shape)
    if let size = try context.ints("scale") {
      guard size.count == 2, size.allSatisfy(limits.contains) else {
        throw context.invalid("scale", "expected height and width, got \(size)")
      }
      slice.sizes = [shape[0], shape[1], size[0], size[1]]
    } else {
      slice.sizes[2] -= border[1] + border[3]
      slice.sizes[3] -= border[0] + border[2]
    }
    return [try context.add(slice, [x])]
  }

  @Sendable private static func importConstantFill(_ context: ImportContext) throws -> [ValueID] {
    let element = try context.elementAttribute("dtype") ?? .float32
    var shape = try context.ints("shape") ?? []
    if let x = context.optionalInput(0) {
      shape = try context.flag("input_as_shape") ? context.integersInput(0, "shape") : context.type(x).shape
    }
    shape += try context.ints("extra_shape") ?? []
    let value = Tensor(scalar: try context.float("value", default: 0))
    return [try context.add(BroadcastTo(shape: shape), [context.constant(Cast(to: element).convert(value))])]
  }
}
