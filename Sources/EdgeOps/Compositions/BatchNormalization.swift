import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX BatchNormalization: (x - mean) / sqrt(variance + epsilon) * scale + bias, each per channel (axis 1).
///
/// - 7 drops the test flag; 9 drops `spatial`; 14 `training_mode` with running statistics as outputs; 15 parameters
///   may differ from x in type
///
/// With constant parameters this is one product and one sum, which passes can move into a convolution.
enum BatchNormalization: ONNXImporting {
  static let importers = [ONNXImporter("BatchNormalization", since: 7, build: importNormalization)]

  /// The parameters, in the order of the node's inputs.
  private enum Parameter: Int, CaseIterable {
    case scale = 1
    case bias, mean, variance
  }

  @Sendable private static func importNormalization(_ context: ImportContext) throws -> [ValueID] {
    let x = try context.input(0)
    let type = context.type(x)
    let epsilon = try context.float("epsilon", default: 1e-5)
    let parameters = try Parameter.allCases.map { try context.input($0.rawValue) }
    let channels = type.rank > 1 ? type.shape[1] : 1
    for parameter in parameters where context.type(parameter).shape != [channels] {
      throw ImportError(
        .invalidInputs,
        "expected parameters of shape [\(channels)] for x \(type), got \(context.type(parameter))")
    }
    if try context.int("spatial", default: 1) == 0 {
      throw context.invalid("spatial", "statistics for every position are not supported")
    }
    if try context.flag("training_mode") {
      throw context.invalid("training_mode", "expected 0, got 1: export the model for inference")
    }
    let perChannel = type.rank > 1 ? [channels] + [Int](repeating: 1, count: type.rank - 2) : [1]
    let constants = parameters.compactMap { context.constantTensor($0)?.doubles() }
    if constants.count == parameters.count {
      return [try folded(context, x, constants, epsilon, perChannel)]
    }
    return [try computed(context, x, parameters, epsilon, perChannel)]
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
    let element = context.type(x).element
    let shaped = try parameters.map { parameter in
      let same =
        context.type(parameter).element == element
        ? parameter : try context.add(Cast(to: element), [parameter])
      return try context.add(Reshape(shape: shape), [same])
    }
    let limit = constant(context, [Double(epsilon)], [1], like: x)
    let variance = try context.add(Binary(.add), [shaped[3], limit])
    let deviation = try context.add(Unary(.sqrt), [variance])
    let factor = try context.add(Binary(.divide), [shaped[0], deviation])
    let centred = try context.add(Binary(.subtract), [x, shaped[2]])
    let product = try context.add(Binary(.multiply), [centred, factor])
    return try context.add(Binary(.add), [product, shaped[1]])
  }

  /// A constant of x's element type.
  private static func constant(
    _ context: ImportContext, _ values: [Double], _ shape: [Int], like x: ValueID
  ) -> ValueID {
    context.constant(Cast(to: context.type(x).element).convert(Tensor(shape, values)))
  }
}
