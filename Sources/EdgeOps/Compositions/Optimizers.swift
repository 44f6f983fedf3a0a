import EdgeIR
import EdgeONNX
import EdgeSupport

/// One step of training, from ai.onnx.preview.training 1: Adagrad, Adam and Momentum.
///
/// The inputs are the learning rate R, the count of updates T, then all tensors X to be optimised, all their gradients
/// and all of each accumulated state. The outputs are the new X and the new states in the same order.
enum Optimizers: ONNXImporting {
  private static let domain = "ai.onnx.preview.training"

  static let importers = [
    ONNXImporter("Adagrad", since: 1, domain: domain) { context in
      let decay = Double(try context.float("decay_factor", default: 0))
      let epsilon = Double(try context.float("epsilon", default: 1e-6))
      return try optimized(context, states: 1) { step, x, gradient, states in
        let factor = try step.add(step.number(1), step.multiply(step.count, step.number(decay)))
        let rate = try step.divide(step.rate, factor)
        let sum = try step.add(states[0], step.multiply(gradient, gradient))
        let scale = try step.add(step.root(sum), step.number(epsilon))
        return [try step.subtract(x, step.divide(step.multiply(rate, gradient), scale)), sum]
      }
    },
    ONNXImporter("Adam", since: 1, domain: domain) { context in
      let alpha = Double(try context.float("alpha", default: 0.9))
      let beta = Double(try context.float("beta", default: 0.999))
      let epsilon = Double(try context.float("epsilon", default: 1e-6))
      let shrinking = Double(try context.float("norm_coefficient_post", default: 0))
      return try optimized(context, states: 2) { step, x, gradient, states in
        let mean = try step.mixed(states[0], gradient, alpha)
        let square = try step.mixed(states[1], step.multiply(gradient, gradient), beta)
        let scale = try step.add(step.root(square), step.number(epsilon))
        let corrected = try step.divide(
          step.multiply(step.rate, step.root(step.rest(beta))), step.rest(alpha))
        let rate = try step.afterFirst(corrected, step.rate)
        let moved = try step.subtract(x, step.divide(step.multiply(rate, mean), scale))
        return [try step.multiply(moved, step.number(1 - shrinking)), mean, square]
      }
    },
    ONNXImporter("Momentum", since: 1, domain: domain) { context in
      guard let alpha = try context.float("alpha").map({ Double($0) }),
        let beta = try context.float("beta").map({ Double($0) })
      else {
        throw context.invalid("alpha", "alpha and beta are required")
      }
      let mode = try context.choice("mode", of: ["standard", "nesterov"], default: "")
      return try optimized(context, states: 1) { step, x, gradient, states in
        let weight = try step.afterFirst(step.number(beta), step.number(1))
        let kept = try step.multiply(states[0], step.number(alpha))
        let momentum = try step.add(kept, step.multiply(gradient, weight))
        let direction =
          mode == "standard"
          ? momentum : try step.add(gradient, step.multiply(momentum, step.number(alpha)))
        return [try step.subtract(x, step.multiply(step.rate, direction)), momentum]
      }
    },
  ]

  /// - Parameter update: the new x and states from x, its regularised gradient and its states.
  private static func optimized(
    _ context: ImportContext, states: Int,
    _ update: (OptimizerStep, _ x: ValueID, _ gradient: ValueID, _ states: [ValueID]) throws -> [ValueID]
  ) throws -> [ValueID] {
    let norm = Double(try context.float("norm_coefficient", default: 0))
    let (rate, count) = (try context.input(0), try context.input(1))
    let groups = 2 + states
    guard context.inputs.count > 2, (context.inputs.count - 2) % groups == 0 else {
      throw ImportError(
        .invalidInputs,
        "expected R, T and then \(groups) inputs for each tensor, got \(context.inputs.count) inputs")
    }
    let tensors = (context.inputs.count - 2) / groups
    guard context.outputCount == (1 + states) * tensors else {
      throw ImportError(
        .invalidInputs, "expected \((1 + states) * tensors) outputs, got \(context.outputCount)")
    }
    var results = [[ValueID]](repeating: [], count: 1 + states)
    for index in 0..<tensors {
      let inputs = try (0..<groups).map { try context.input(2 + $0 * tensors + index) }
      let step = try OptimizerStep(context, context.type(inputs[0]).element, rate: rate, count: count)
      let gradient = try step.add(step.multiply(inputs[0], step.number(norm)), inputs[1])
      let updated = try update(step, inputs[0], gradient, Array(inputs[2...]))
      for (group, value) in updated.enumerated() { results[group].append(value) }
    }
    return results.flatMap { $0 }
  }
}

/// Arithmetic in the element type of the tensor that is optimised.
private struct OptimizerStep {
  let context: ImportContext
  let element: ElementType
  let rate: ValueID
  /// T as a float.
  let count: ValueID
  private let isAfterFirst: ValueID

  init(_ context: ImportContext, _ element: ElementType, rate: ValueID, count: ValueID) throws {
    self.context = context
    self.element = element
    self.rate =
      context.type(rate).element == element ? rate : try context.add(Cast(to: element), [rate])
    self.count = try context.add(Cast(to: element), [count])
    isAfterFirst = try context.add(
      Compare(.greater), [count, context.scalar(0, context.type(count).element)])
  }

  func number(_ value: Double) throws -> ValueID { try context.scalar(value, element) }

  func add(_ a: ValueID, _ b: ValueID) throws -> ValueID { try context.add(Binary(.add), [a, b]) }

  func subtract(_ a: ValueID, _ b: ValueID) throws -> ValueID { try context.add(Binary(.subtract), [a, b]) }

  func multiply(_ a: ValueID, _ b: ValueID) throws -> ValueID { try context.add(Binary(.multiply), [a, b]) }

  func divide(_ a: ValueID, _ b: ValueID) throws -> ValueID { try context.add(Binary(.divide), [a, b]) }

  func root(_ x: ValueID) throws -> ValueID { try context.add(Unary(.sqrt), [x]) }

  /// share a + (1 - share) b
  func mixed(_ a: ValueID, _ b: ValueID, _ share: Double) throws -> ValueID {
    try add(multiply(a, number(share)), multiply(b, number(1 - share)))
  }

  /// 1 - base to the power of T
  func rest(_ base: Double) throws -> ValueID {
    try subtract(number(1), context.add(Binary(.power), [number(base), count]))
  }

  /// a when T > 0, else b
  func afterFirst(_ a: ValueID, _ b: ValueID) throws -> ValueID {
    try context.add(Where(), [isAfterFirst, a, b])
  }
}
