import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// CAST. What ONNX leaves undefined, floats outside an integer's range, is undefined there too.
extension Cast: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    try builder.convert(builder.tensor(node.inputs[0]), to: builder.tensor(node.outputs[0]))
  }
}

extension TFLiteBuilder {
  /// CAST into a new tensor, or the same tensor when the type is already right.
  mutating func converted(_ input: TensorIndex, to element: ElementType) throws -> TensorIndex {
    let type = type(of: input)
    guard type.element != element else { return input }
    let output = temporary(TensorType(element, type.shape), name: "\(name(of: input))_\(element.rawValue)")
    try convert(input, to: output)
    return output
  }

  /// CAST from one tensor into another.
  mutating func convert(_ input: TensorIndex, to output: TensorIndex) throws {
    let (source, target) = (type(of: input).element, type(of: output).element)
    let options = CastOptions(inDataType: tensors[input].type, outDataType: tensors[output].type)
    emit(
      .cast, version: max(try castVersion(source), try castVersion(target)), options: .cast(options), [input],
      to: [output])
  }

  private func castVersion(_ element: ElementType) throws -> Int {
    switch element {
    case .float32, .int32, .int64, .uint8, .bool: 1
    case .int8: 2
    case .int16: 3
    case .uint16: 4
    case .float16, .float64, .uint32: 5
    case .uint64: throw TFLiteRefusal("TFLite does not cast \(element.rawValue)")
    }
  }
}
