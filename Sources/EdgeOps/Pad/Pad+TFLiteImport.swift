import EdgeIR
import EdgeSupport
import EdgeTFLite
import TFLiteFormat

/// PAD, PADV2 and MIRROR_PAD. Mirroring that repeats the edge is a gather along each padded axis.
extension Pad: TFLiteImporting {
  public static let tfliteImporters = [
    TFLiteImporter(.pad) { context in
      let (x, pad) = try padding(context, .constant)
      return [try context.add(pad, context.isQuantized ? [x, zero(context, context.type(x))] : [x])]
    },
    TFLiteImporter(.padV2) { context in
      let (x, pad) = try padding(context, .constant)
      return [try context.add(pad, [x, context.reshaped(context.input(2), to: [])])]
    },
    TFLiteImporter(.mirrorPad) { context in
      guard case .mirrorPad(let options)? = context.node.options else { throw context.missingOptions }
      let (x, pad) = try padding(context, .reflect)
      let shape = context.type(x).shape
      let overlap = options.mode == .reflect ? 1 : 0
      guard shape.indices.allSatisfy({ max(pad.begins[$0], pad.ends[$0]) <= max(shape[$0] - overlap, 0) })
      else { throw TFLiteImportError(.invalidInputs, "\(context.type(x)) is too small to mirror so far") }
      switch options.mode {
      case .reflect: return [try context.add(pad, [x])]
      case .symmetric: return [try symmetric(context, x, pad)]
      }
    },
  ]

  /// What stands for 0 among quantized integers.
  private static func zero(_ context: TFLiteImportContext, _ x: TensorType) -> ValueID {
    let zeroPoint = x.quantization?.single?.zeroPoint ?? 0
    return context.constant(
      Tensor.integers(TensorType(x.element, [], quantization: x.quantization), [zeroPoint]))
  }

  private static func padding(_ context: TFLiteImportContext, _ mode: Mode) throws -> (ValueID, Pad) {
    let x = try context.input(0)
    let amounts = try context.integersInput(1, "paddings")
    let rank = context.type(x).rank
    guard amounts.count == 2 * rank, amounts.allSatisfy({ $0 >= 0 && $0 < 1 << 31 }) else {
      throw TFLiteImportError(.invalidInputs, "expected paddings [\(rank),2] >= 0, got \(amounts)")
    }
    let axes = 0..<rank
    return (x, Pad(mode, begins: axes.map { amounts[2 * $0] }, ends: axes.map { amounts[2 * $0 + 1] }))
  }

  private static func symmetric(_ context: TFLiteImportContext, _ x: ValueID, _ pad: Pad) throws -> ValueID {
    var result = x
    for (axis, size) in context.type(x).shape.enumerated() where pad.begins[axis] + pad.ends[axis] > 0 {
      guard size + pad.begins[axis] + pad.ends[axis] <= 1 << 24 else {
        throw TFLiteImportError(.sizeLimitExceeded, "expected at most 2^24 mirrored positions on an axis")
      }
      let positions = (-pad.begins[axis]..<size + pad.ends[axis]).map { position in
        Int64(position < 0 ? -1 - position : position < size ? position : 2 * size - 1 - position)
      }
      let indices = context.constant(Tensor([positions.count], positions))
      result = try context.add(Gather(axis: axis), [result, indices])
    }
    return result
  }
}
