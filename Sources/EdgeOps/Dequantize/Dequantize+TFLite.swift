import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// CAST, SUB and MUL in float32, which are exact for numbers of at most 16 bits up to the product's rounding.
extension Dequantize: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: input)
    guard builder.type(of: output).element == .float32, let scaleID = node.inputs[1] else {
      throw TFLiteRefusal("TFLite dequantizes to float32")
    }
    guard let shape = layout.broadcastShape(type) else {
      throw TFLiteRefusal("TFLite does not dequantize in blocks")
    }
    let hasZeroPoint = node.inputs.count > 2 && node.inputs[2] != nil
    guard type.element.sizeInBytes <= 2 || (type.element == .int32 && !hasZeroPoint) else {
      throw TFLiteRefusal("float32 does not hold differences of \(type.element.rawValue)")
    }
    let name = builder.name(of: output)
    var current = builder.temporary(builder.type(of: output), name: "\(name)_integers")
    builder.emit(
      .cast, options: .cast(CastOptions(inDataType: builder.tensors[input].type, outDataType: .float32)),
      [input], to: [current])
    if hasZeroPoint, let zeroPoint = node.inputs[2] {
      let shift = builder.zeroPoint(zeroPoint, shape)
      let shifted = builder.temporary(builder.type(of: output), name: "\(name)_shifted")
      builder.emit(.sub, options: .sub(SubOptions()), [current, shift], to: [shifted])
      current = shifted
    }
    let scale = builder.reshaped(builder.tensor(scaleID), to: shape)
    builder.emit(.mul, options: .mul(MulOptions()), [current, scale], to: [output])
  }
}
