import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// MEAN, SUM, REDUCE_MAX, REDUCE_MIN, REDUCE_PROD; for bool REDUCE_ANY and REDUCE_ALL. Over no axes, a copy.
extension Reduce: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let input = builder.tensor(node.inputs[0])
    let output = builder.tensor(node.outputs[0])
    guard !axes.isEmpty else {
      builder.reshape(input, to: output)
      return
    }
    let type = builder.type(of: input)
    guard type.elementCount > 0 else { throw TFLiteRefusal("TFLite does not reduce empty tensors exactly") }
    let isSupported =
      switch type.element {
      case .float32: true
      case .int32, .int64: kind != .mean
      case .bool: kind == .max || kind == .min
      case .int8, .int16, .uint8: type.quantization != nil
      case .float16, .float64, .uint16, .uint32, .uint64: false
      }
    guard isSupported else {
      throw TFLiteRefusal("TFLite has no \(kind.rawValue) of \(type.element.rawValue)")
    }
    let code: BuiltinOperator =
      switch kind {
      case .mean: .mean
      case .sum: .sum
      case .max: type.element == .bool ? .reduceAny : .reduceMax
      case .min: type.element == .bool ? .reduceAll : .reduceMin
      case .prod: .reduceProd
      }
    let axes = builder.constant(axes, name: "\(builder.name(of: output))_axes")
    builder.emit(
      code, version: builder.version(input, int8: 2, int16: 3),
      options: .reducer(ReducerOptions(keepDims: keepDims)), [input, axes], to: [output])
  }
}
