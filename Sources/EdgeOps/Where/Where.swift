import EdgeIR

/// Chooses between two tensors, element by element.
///
/// - inputs: condition, bool; a and b of one type; all three broadcast
/// - output: a where the condition holds, else b; of the broadcast shape
///
/// Constraints: C1 the condition is bool; C2 a and b are of one type; C3 the shapes broadcast.
///
/// Semantics: ONNX Where.
public struct Where: Operator {
  public static let name = "Where"

  public init() {}

  public var quantization: QuantizationRule { .floatOnly }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    try inputs.requireCount(3...3)
    let (condition, a, b) = (try inputs.required(0), try inputs.required(1), try inputs.required(2))
    guard condition.element == .bool else {
      throw OperatorError("C1: expected a bool condition, got \(condition)")
    }
    guard a.element == b.element else { throw OperatorError("C2: expected one type, got \(a) and \(b)") }
    guard let branches = broadcastShape(a.shape, b.shape),
      let shape = broadcastShape(condition.shape, branches)
    else { throw OperatorError("C3: shapes do not broadcast: \(condition), \(a) and \(b)") }
    return [a.with(shape: shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let shape = try infer(inputs.map { $0?.type })[0].shape
    let operands = try (0..<3).map { try inputs.required($0).broadcast(to: shape) }
    func choose<Element: TensorElement>(_: Element.Type) -> Tensor {
      let condition = operands[0].elements(as: Bool.self)
      return Tensor.build(shape, of: Element.self) { y in
        operands[1].withElements(of: Element.self) { a in
          operands[2].withElements(of: Element.self) { b in
            for i in y.indices { y[i] = condition[i] ? a[i] : b[i] }
          }
        }
      }
    }
    return [choose(operands[1].element.swiftType)]
  }
}
