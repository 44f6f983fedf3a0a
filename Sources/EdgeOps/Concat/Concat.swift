import EdgeIR

/// Joins tensors along an axis.
///
/// - inputs: one or more tensors of one type that differ along `axis` only
/// - output: the same with the sizes along `axis` added
///
/// Constraints: C1 one element type; C2 equal shapes but for `axis`, which is an axis of them.
///
/// Semantics: ONNX Concat.
public struct Concat: Operator {
  public static let name = "Concat"

  public var axis: Int

  public init(axis: Int) { self.axis = axis }

  public var quantization: QuantizationRule { .sameAsInputs }

  public func infer(_ inputs: [TensorType?]) throws -> [TensorType] {
    let first = try inputs.required(0)
    var shape = first.shape
    guard shape.indices.contains(axis) else {
      throw OperatorError("C2: expected \(axis) to be an axis of \(first)")
    }
    for index in inputs.indices.dropFirst() {
      let next = try inputs.required(index)
      guard next.element == first.element else {
        throw OperatorError("C1: expected \(first.element.rawValue) like input 0, input \(index) is \(next)")
      }
      var expected = first.shape
      if next.rank == first.rank { expected[axis] = next.shape[axis] }
      let (sum, overflow) = shape[axis].addingReportingOverflow(expected[axis])
      guard next.shape == expected, !overflow else {
        throw OperatorError("C2: inputs 0 \(first) and \(index) \(next) differ not only along axis \(axis)")
      }
      shape[axis] = sum
    }
    return [first.with(shape: shape)]
  }

  public func evaluate(_ inputs: [Tensor?]) throws -> [Tensor] {
    let parts = try inputs.indices.map { try inputs.required($0) }
    let output = try infer(parts.map(\.type))[0]
    return [join(output.element.swiftType, parts, output.shape)]
  }

  private func join<Element: TensorElement>(_: Element.Type, _ parts: [Tensor], _ shape: [Int]) -> Tensor {
    let whole = shape[axis...].reduce(1, *)
    return Tensor.build(shape, of: Element.self) { y in
      var start = 0
      for part in parts where part.elementCount > 0 {
        let size = part.shape[axis...].reduce(1, *)
        part.withElements(of: Element.self) { x in
          for i in x.indices { y[i / size * whole + start + i % size] = x[i] }
        }
        start += size
      }
    }
  }
}
