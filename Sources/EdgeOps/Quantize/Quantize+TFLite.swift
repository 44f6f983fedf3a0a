import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// DIV, ROUND (to even), ADD, limits and CAST: QUANTIZE rounds halves away from zero.
extension Quantize: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    guard type.element == .float32, let scaleID = node.inputs[1],
      builder.graph[scaleID].type.element == .float32
    else { throw TFLiteRefusal("TFLite quantizes float32") }
    guard element.sizeInBytes <= 2, let shape = layout.broadcastShape(type) else {
      throw TFLiteRefusal("TFLite does not quantize to \(element.rawValue) or in blocks exactly")
    }
    let name = builder.name(of: output)
    let scale = builder.reshaped(builder.tensor(scaleID), to: shape)
    let quotient = builder.temporary(type, name: "\(name)_quotient")
    builder.emit(.div, options: .div(DivOptions()), [input, scale], to: [quotient])
    var current = builder.temporary(type, name: "\(name)_rounded")
    builder.emit(.round, [quotient], to: [current])
    if node.inputs.count > 2, let zeroPoint = node.inputs[2] {
      let shift = builder.zeroPoint(zeroPoint, shape)
      let shifted = builder.temporary(type, name: "\(name)_shifted")
      builder.emit(.add, options: .add(AddOptions()), [current, shift], to: [shifted])
      current = shifted
    }
    let limited = builder.temporary(type, name: "\(name)_limited")
    guard let range = element.integerType.map({ limits($0) }) else { return }
    try builder.clamp(current, to: limited, range)
    builder.emit(
      .cast, options: .cast(CastOptions(inDataType: .float32, outDataType: builder.tensors[output].type)),
      [limited], to: [output])
  }

  private func limits<Element: IntegerElement>(_: Element.Type) -> Clamp {
    Clamp(lower: Float(Element.min), upper: Float(Element.max))
  }
}

extension TFLiteBuilder {
  /// A zero point as float32 under another shape: a constant, or a CAST of a computed one.
  mutating func zeroPoint(_ value: ValueID, _ shape: [Int]) -> TensorIndex {
    let name = "\(graph[value].name)_float"
    if let zeros = graph[value].constant {
      return constant(Tensor(shape, zeros.doubles().map { Float($0) }), name: name)
    }
    let zeros = reshaped(tensor(value), to: shape)
    let result = temporary(TensorType(.float32, shape), name: name)
    let options = CastOptions(inDataType: tensors[zeros].type, outDataType: .float32)
    emit(.cast, options: .cast(options), [zeros], to: [result])
    return result
  }
}
