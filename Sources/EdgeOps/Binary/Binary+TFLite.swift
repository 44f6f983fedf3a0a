import EdgeIR
import EdgeTFLite
import TFLiteFormat

/// ADD and its kin. Integers that TFLite does not compute with are computed in wider ones and cut.
extension Binary: TFLiteLowering {
  public func lower(_ node: Node, into builder: inout TFLiteBuilder) throws {
    let output = builder.tensor(node.outputs[0])
    let type = builder.type(of: output)
    let inputs = node.inputs.map { builder.tensor($0) }
    if type.quantization != nil { return try emit(inputs, to: output, .none, &builder) }
    guard let computing = type.element.tfliteComputing else {
      throw TFLiteRefusal(
        "TFLite does not compute with \(type.element.rawValue)", hint: "convert the model to float32")
    }
    if computing == .float32 { return try lowerFloats(inputs, to: output, &builder) }
    try checkIntegers(node, builder.graph)
    if computing == type.element { return try emit(inputs, to: output, .none, &builder) }
    let operands = try inputs.map { try builder.converted($0, to: computing) }
    let wide = builder.temporary(
      TensorType(computing, type.shape), name: "\(builder.name(of: output))_wide")
    try emit(operands, to: wide, .none, &builder)
    try builder.convert(wide, to: output)
  }

  private func lowerFloats(
    _ inputs: [TFLiteBuilder.TensorIndex], to output: TFLiteBuilder.TensorIndex,
    _ builder: inout TFLiteBuilder
  ) throws {
    if kind == .modulo(fmod: true) { return try lowerRemainder(inputs, to: output, &builder) }
    let (fused, rest) = TFLiteActivation.split(activation)
    guard let rest else { return try emit(inputs, to: output, fused, &builder) }
    let raw = builder.temporary(builder.type(of: output), name: "\(builder.name(of: output))_raw")
    try emit(inputs, to: raw, fused, &builder)
    try builder.clamp(raw, to: output, rest)
  }

  /// The dividend's sign times the remainder of the magnitudes, where rounding down and truncating agree.
  private func lowerRemainder(
    _ inputs: [TFLiteBuilder.TensorIndex], to output: TFLiteBuilder.TensorIndex,
    _ builder: inout TFLiteBuilder
  ) throws {
    let name = builder.name(of: output)
    let magnitudes = inputs.map { input in
      let magnitude = builder.temporary(builder.type(of: input), name: "\(name)_magnitude")
      builder.emit(.abs, options: .abs(AbsOptions()), [input], to: [magnitude])
      return magnitude
    }
    let rest = builder.temporary(builder.type(of: output), name: "\(name)_rest")
    try builder.emitBroadcasting(.floorMod, options: .floorMod(FloorModOptions()), magnitudes, to: rest)
    let sign = builder.temporary(builder.type(of: inputs[0]), name: "\(name)_sign")
    builder.emit(.sign, options: .sign(SignOptions()), [inputs[0]], to: [sign])
    try builder.emitBroadcasting(.mul, options: .mul(MulOptions()), [sign, rest], to: output)
  }

  /// TFLite stops at a zero divisor and at negative exponents, where the reference goes on; constants show that
  /// neither happens.
  private func checkIntegers(_ node: Node, _ graph: Graph) throws {
    let second = graph.constant(node, 1)?.integers()
    switch kind {
    case .add, .subtract, .multiply, .minimum, .maximum: break
    case .divide, .modulo(fmod: false):
      guard let second, second.allSatisfy({ $0 != 0 && $0 != -1 }) else {
        throw TFLiteRefusal(
          "TFLite stops at integer division by 0", hint: "make the divisor constant, without 0 and -1")
      }
    case .power:
      throw TFLiteRefusal(
        "TFLite's powers of integers do not wrap around", hint: "cast to float32 in the model")
    case .modulo(fmod: true):
      throw TFLiteRefusal(
        "TFLite has no remainder of integers with the dividend's sign", hint: "cast to float32 in the model")
    }
  }

  private func emit(
    _ inputs: [TFLiteBuilder.TensorIndex], to output: TFLiteBuilder.TensorIndex,
    _ fused: ActivationFunctionType, _ builder: inout TFLiteBuilder
  ) throws {
    let isLong = builder.type(of: output).element == .int64
    let (code, version, options): (BuiltinOperator, Int, BuiltinOptions) =
      switch kind {
      case .add: (.add, isLong ? 4 : 1, .add(AddOptions(fusedActivationFunction: fused)))
      case .subtract: (.sub, isLong ? 4 : 1, .sub(SubOptions(fusedActivationFunction: fused)))
      case .multiply: (.mul, isLong ? 5 : 1, .mul(MulOptions(fusedActivationFunction: fused)))
      case .divide: (.div, 1, .div(DivOptions(fusedActivationFunction: fused)))
      case .minimum:
        (.minimum, builder.version(output, int8: 2, int16: 4), .maximumMinimum(MaximumMinimumOptions()))
      case .maximum:
        (.maximum, builder.version(output, int8: 2, int16: 4), .maximumMinimum(MaximumMinimumOptions()))
      case .power: (.pow, 1, .pow(PowOptions()))
      case .modulo: (.floorMod, 1, .floorMod(FloorModOptions()))
      }
    if kind == .divide, isLong { throw TFLiteRefusal("TFLite does not divide int64", hint: "cast to int32") }
    try builder.emitBroadcasting(code, version: version, options: options, inputs, to: output)
  }
}
