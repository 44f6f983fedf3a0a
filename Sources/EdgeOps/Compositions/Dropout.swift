import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX Dropout as it runs on a device: the input, and a mask that keeps everything.
///
/// - 1, 6 training unless `is_test` is set; the ratio is an attribute and the mask is like x; 7 without `is_test`; 10
///   the mask is bool; 12 ratio and `training_mode` are inputs; 13, 22 element types only
///
/// Training drops elements at random, which has no exact result; with a ratio of 0 it drops nothing.
enum Dropout: ONNXImporting {
  static let importers = [
    ONNXImporter("Dropout", since: 1) { context in
      if try !context.flag("is_test") { try checkRatio(context.float("ratio", default: 0.5)) }
      return try outputs(context, mask: try context.type(context.input(0)).element)
    },
    ONNXImporter("Dropout", since: 7) { context in
      try outputs(context, mask: try context.type(context.input(0)).element)
    },
    ONNXImporter("Dropout", since: 10) { try outputs($0, mask: .bool) },
    ONNXImporter("Dropout", since: 12) { context in
      if context.optionalInput(2) != nil, try context.constantInput(2, "training_mode").doubles().first != 0 {
        let ratio =
          context.optionalInput(1) == nil ? 0.5 : try context.constantInput(1, "ratio").doubles().first
        try checkRatio(ratio.map { Float($0) } ?? 0.5)
      }
      return try outputs(context, mask: .bool)
    },
  ]

  private static func checkRatio(_ ratio: Float) throws {
    guard ratio == 0 else {
      throw ImportError(
        .invalidInputs, "training drops elements at random",
        hint: "export the model for inference, without training_mode, before opset 7 with is_test=1")
    }
  }

  private static func outputs(_ context: ImportContext, mask: ElementType) throws -> [ValueID] {
    let x = try context.input(0)
    guard context.outputCount > 1 else { return [x] }
    let one = context.constant(Cast(to: mask).convert(Tensor(scalar: UInt8(1))))
    return [x, try context.add(BroadcastTo(shape: context.type(x).shape), [one])]
  }
}
