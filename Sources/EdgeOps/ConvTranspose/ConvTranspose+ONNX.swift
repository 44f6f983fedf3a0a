import EdgeIR
import EdgeONNX

/// ONNX ConvTranspose. Opsets 1, 11 and 22 differ in wording and element types only; where opset 1 contradicts itself
/// about odd padding, opset 11 is taken to say what was meant.
///
/// One spatial axis becomes two, the first of size 1, as for convolutions.
extension ConvTranspose: ONNXImporting {
  public static let importers = [ONNXImporter("ConvTranspose", since: 1, build: importConvTranspose)]

  @Sendable private static func importConvTranspose(_ context: ImportContext) throws -> [ValueID] {
    var x = try context.input(0)
    var weights = try context.input(1)
    let bias = context.optionalInput(2)
    let rank = context.type(x).rank
    let spatial = Array(context.type(x).shape.dropFirst(2))
    let kernel = try context.convolutionKernel(x, weights)
    let groups = try context.int("group", default: 1)
    var op = try placement(context, kernel: kernel, spatial: spatial, groups: groups)
    x = try context.channelsLast(x)
    weights = try outputsFirst(context, weights, groups)
    if rank == 3 {
      op.strides.insert(1, at: 0)
      op.dilations.insert(1, at: 0)
      op.pads.insert(0, at: 0)
      op.size.insert(1, at: 0)
      x = try context.insertUnitAxis(x)
      weights = try context.insertUnitAxis(weights)
    }
    var y = try context.add(op, [x, weights] + (bias.map { [$0] } ?? []))
    if rank == 3 { y = try context.removeUnitAxis(y) }
    return [try context.channelsFirst(y)]
  }

  /// Weights `[C, O/groups, kernel…]` as `[O, kernel…, C/groups]`.
  private static func outputsFirst(
    _ context: ImportContext, _ weights: ValueID, _ groups: Int
  ) throws -> ValueID {
    let shape = context.type(weights).shape
    guard groups > 0, shape[0] % groups == 0, shape[1] <= 1 << 31, groups <= 1 << 31 else {
      throw context.invalid("group", "expected a divisor of \(shape[0]) input channels, got \(groups)")
    }
    if groups == 1 {
      return try context.add(Transpose(permutation: Array(1..<shape.count) + [0]), [weights])
    }
    let split = try context.add(Reshape(shape: [groups, shape[0] / groups] + shape[1...]), [weights])
    let order = [0] + Array(2...shape.count) + [1]
    let turned = try context.add(Transpose(permutation: order), [split])
    return try context.add(
      Reshape(shape: [groups * shape[1]] + shape[2...] + [shape[0] / groups]), [turned])
  }

  /// The operator with explicit pads and sizes.
  private static func placement(
    _ context: ImportContext, kernel: [Int], spatial: [Int], groups: Int
  ) throws -> ConvTranspose {
    let rank = kernel.count
    let padding = try context.choice(
      "auto_pad", of: ["NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"], default: "NOTSET")
    let isSame = padding.hasPrefix("SAME")
    let extra = try context.ints("output_padding") ?? Array(repeating: 0, count: rank)
    guard extra.count >= rank, extra.allSatisfy({ $0 >= 0 && $0 <= 1 << 24 }) else {
      throw context.invalid("output_padding", "expected \(rank) numbers >= 0, got \(extra)")
    }
    let declared = try context.ints("output_shape").map { $0.count == rank + 2 ? Array($0.dropFirst(2)) : $0 }
    if let declared, declared.count != rank || !declared.allSatisfy({ $0 >= 0 && $0 < 1 << 31 }) {
      throw context.invalid("output_shape", "expected \(rank) sizes, got \(declared)")
    }
    // SAME padding follows from the output here; the window only needs strides, dilations and explicit pads.
    let window = try context.windowGeometry(kernel: kernel, spatial: spatial)
    var op = ConvTranspose(
      strides: window.strides, dilations: window.dilations, pads: window.padsBegin, size: [], groups: groups)
    for axis in 0..<rank {
      let full = window.strides[axis] * (spatial[axis] - 1) + extra[axis] + window.extent(axis)
      let wanted = declared?[axis] ?? (isSame ? spatial[axis] * window.strides[axis] : nil)
      if let wanted {
        let total = max(full - wanted, 0)
        op.pads[axis] = padding == "SAME_UPPER" ? total / 2 : total - total / 2
      }
      op.size.append(wanted ?? full - window.padsBegin[axis] - window.padsEnd[axis])
    }
    return op
  }
}
