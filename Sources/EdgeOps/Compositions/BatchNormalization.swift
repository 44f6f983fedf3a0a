import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX BatchNormalization: (x - mean) / sqrt(variance + epsilon) * scale + bias, each per channel (axis 1).
///
/// - 1, 6 training unless `is_test` is set; 7 training when there is more than one output; 14 `training_mode`; 15
///   parameters may differ from x in type
/// - 1 to 8 with `spatial` = 0 each position of the image has parameters of its own
///
/// In training mode the statistics are those of x, and more outputs follow: the running statistics moved towards
/// them, and before 14 the statistics themselves. Variances are those of the population.
///
/// With constant parameters this is one product and one sum, which passes can move into a convolution.
enum BatchNormalization: ONNXImporting {
  static let importers = [
    ONNXImporter("BatchNormalization", since: 1) { context in
      try importNormalization(context, isTraining: !context.flag("is_test"))
    },
    ONNXImporter("BatchNormalization", since: 7) { context in
      try importNormalization(context, isTraining: context.outputCount > 1)
    },
    ONNXImporter("BatchNormalization", since: 14) { context in
      try importNormalization(context, isTraining: context.flag("training_mode"))
    },
  ]

  /// The parameters, in the order of the node's inputs.
  private enum Parameter: Int, CaseIterable {
    case scale = 1
    case bias, mean, variance
  }

  private static func importNormalization(_ context: ImportContext, isTraining: Bool) throws -> [ValueID] {
    let x = try context.input(0)
    let type = context.type(x)
    let epsilon = try context.float("epsilon", default: 1e-5)
    let parameters = try Parameter.allCases.map { try context.input($0.rawValue) }
    let isSpatial = try context.flag("spatial", default: true)
    let own = type.rank > 1 ? Array(type.shape.dropFirst()) : [1]
    let shape = isSpatial ? [own[0]] + own.dropFirst().map { _ in 1 } : own
    let count = shape.reduce(1, *)
    for parameter in parameters.map({ context.type($0) })
    where parameter.shape != [count] && (isSpatial || parameter.shape != shape) {
      throw ImportError(
        .invalidInputs, "expected parameters of shape [\(count)] for x \(type), got \(parameter)")
    }
    if isTraining { return try trained(context, x, parameters, epsilon, shape) }
    let constants = parameters.compactMap { context.constantTensor($0)?.doubles() }
    if constants.count == parameters.count {
      return [try folded(context, x, constants, epsilon, shape)]
    }
    return [try computed(context, x, parameters, epsilon, shape)]
  }

  private static func folded(
    _ context: ImportContext, _ x: ValueID, _ parameters: [[Double]], _ epsilon: Float, _ shape: [Int]
  ) throws -> ValueID {
    let (scale, bias, mean, variance) = (parameters[0], parameters[1], parameters[2], parameters[3])
    let factors = zip(scale, variance).map { $0 / ($1 + Double(epsilon)).squareRoot() }
    let offsets = bias.indices.map { bias[$0] - mean[$0] * factors[$0] }
    let product = try context.add(Binary(.multiply), [x, constant(context, factors, shape, like: x)])
    return try context.add(Binary(.add), [product, constant(context, offsets, shape, like: x)])
  }

  private static func computed(
    _ context: ImportContext, _ x: ValueID, _ parameters: [ValueID], _ epsilon: Float, _ shape: [Int]
  ) throws -> ValueID {
    let shaped = try parameters.map { try like(x, context, $0, shape) }
    let centred = try context.add(Binary(.subtract), [x, shaped[2]])
    return try scaled(context, centred, variance: shaped[3], scale: shaped[0], bias: shaped[1], epsilon)
  }

  /// The normalised x, the running statistics and, before opset 14, those of x.
  private static func trained(
    _ context: ImportContext, _ x: ValueID, _ parameters: [ValueID], _ epsilon: Float, _ shape: [Int]
  ) throws -> [ValueID] {
    let momentum = try context.float("momentum", default: 0.9)
    let axes = context.type(x).shape.indices.filter { $0 == 0 || ($0 > 1 && shape[$0 - 1] == 1) }
    let average = Reduce(.mean, axes: Array(axes), keepDims: true)
    let mean = try context.add(average, [x])
    let centred = try context.add(Binary(.subtract), [x, mean])
    let variance = try context.add(average, [try context.add(Binary(.multiply), [centred, centred])])
    let y = try scaled(
      context, centred, variance: variance, scale: like(x, context, parameters[0], shape),
      bias: like(x, context, parameters[1], shape), epsilon)

    func stored(_ statistic: ValueID, like old: ValueID) throws -> ValueID {
      let flat = try context.add(Reshape(shape: context.type(old).shape), [statistic])
      return try context.add(Cast(to: context.type(old).element), [flat])
    }
    func running(_ old: ValueID, _ new: ValueID) throws -> ValueID {
      let kept = try context.add(
        Binary(.multiply), [old, constant(context, [Double(momentum)], [1], like: old)])
      let moved = try context.add(
        Binary(.multiply),
        [stored(new, like: old), constant(context, [1 - Double(momentum)], [1], like: old)])
      return try context.add(Binary(.add), [kept, moved])
    }
    let moved = [y, try running(parameters[2], mean), try running(parameters[3], variance)]
    if context.opset >= 14 { return moved }
    return try moved + [stored(mean, like: parameters[2]), stored(variance, like: parameters[3])]
  }

  /// centred / sqrt(variance + epsilon) * scale + bias
  private static func scaled(
    _ context: ImportContext, _ centred: ValueID, variance: ValueID, scale: ValueID, bias: ValueID,
    _ epsilon: Float
  ) throws -> ValueID {
    let limit = constant(context, [Double(epsilon)], [1], like: centred)
    let deviation = try context.add(Unary(.sqrt), [try context.add(Binary(.add), [variance, limit])])
    let factor = try context.add(Binary(.divide), [scale, deviation])
    let product = try context.add(Binary(.multiply), [centred, factor])
    return try context.add(Binary(.add), [product, bias])
  }

  /// A parameter in x's element type and in a shape that broadcasts along x's channels.
  private static func like(
    _ x: ValueID, _ context: ImportContext, _ parameter: ValueID, _ shape: [Int]
  ) throws -> ValueID {
    let element = context.type(x).element
    let same =
      context.type(parameter).element == element
      ? parameter : try context.add(Cast(to: element), [parameter])
    return try context.add(Reshape(shape: shape), [same])
  }

  /// A constant of x's element type.
  private static func constant(
    _ context: ImportContext, _ values: [Double], _ shape: [Int], like x: ValueID
  ) -> ValueID {
    context.constant(Cast(to: context.type(x).element).convert(Tensor(shape, values)))
  }
}
