import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX Dropout: the input, and a mask that keeps everything; when training, each element is 0 with the probability
/// `ratio` and else divided by 1 - ratio, and the mask tells which were kept.
///
/// - 1 trains unless `is_test`, the ratio is an attribute and the mask is like x; 7 never trains; 10 the mask is bool;
///   12 ratio and `training_mode` are inputs; 13, 22 element types only
///
/// See `Random` for where the random numbers come from.
enum Dropout: ONNXImporting {
  static let importers = [
    ONNXImporter("Dropout", since: 1) { context in
      _ = try context.ints("consumed_inputs")
      let x = try context.input(0)
      let element = context.type(x).element
      guard try !context.flag("is_test") else { return try kept(context, mask: element) }
      let ratio = try context.scalar(Double(context.float("ratio", default: 0.5)), element)
      let (y, mask) = try trained(context, x, ratio)
      return [y, try context.add(Cast(to: element), [mask])]
    },
    ONNXImporter("Dropout", since: 7) { context in
      try kept(context, mask: try context.type(context.input(0)).element)
    },
    ONNXImporter("Dropout", since: 10) { try kept($0, mask: .bool) },
    ONNXImporter("Dropout", since: 12, build: importWithMode),
  ]

  @Sendable private static func importWithMode(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let element = context.type(x).element
    var ratio = try context.optionalInput(1) ?? context.scalar(0.5, element)
    guard let mode = context.optionalInput(2) else { return try kept(context, mask: .bool) }
    guard context.type(mode) == TensorType(.bool, []), context.type(ratio).elementCount == 1 else {
      throw ImportError(
        .invalidInputs,
        "expected a number and a bool as ratio and training_mode, got \(context.type(ratio)) and "
          + "\(context.type(mode))")
    }
    let known = context.constantTensor(mode)?.elements(as: Bool.self).first
    if known == false { return try kept(context, mask: .bool) }
    if context.type(ratio).element != element { ratio = try context.add(Cast(to: element), [ratio]) }
    let (y, mask) = try trained(context, x, context.add(Reshape(shape: []), [ratio]))
    if known == true { return [y, mask] }
    let all = try context.add(Not(), [mode])
    return [
      try context.add(Where(), [mode, y, x]), try context.add(Logical(.or), [mask, all]),
    ]
  }

  private static func kept(_ context: ImportContext, mask: ElementType) throws -> [ValueID] {
    let x = try context.input(0)
    guard context.outputCount > 1 else { return [x] }
    let one = context.constant(Cast(to: mask).convert(Tensor(scalar: UInt8(1))))
    return [x, try context.add(BroadcastTo(shape: context.type(x).shape), [one])]
  }

  private static func trained(
    _ context: ImportContext, _ x: ValueID, _ ratio: ValueID
  ) throws -> (y: ValueID, mask: ValueID) {
    let type = context.type(x)
    let u = try context.random(.uniform(low: 0, high: 1), type.element, type.shape)
    let mask = try context.add(Compare(.greaterOrEqual), [u, ratio])
    let rest = try context.add(Binary(.subtract), [context.scalar(1, type.element), ratio])
    let scaled = try context.add(Binary(.divide), [x, rest])
    return (try context.add(Where(), [mask, scaled, context.scalar(0, type.element)]), mask)
  }
}
