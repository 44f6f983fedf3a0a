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
    if let power = constantPower(node, builder) { return builder.emit(power, of: inputs[0], to: output) }
    if computing == .float32 { return try lowerFloats(inputs, to: output, &builder) }
    try checkIntegers(computing)
    let operands = try inputs.map { try builder.converted($0, to: computing) }
    let result =
      computing == type.element
      ? output
      : builder.temporary(TensorType(computing, type.shape), name: "\(builder.name(of: output))_wide")
    let divisors = builder.graph.constant(node, 1)?.integers()
    try lowerIntegers(operands, divisors: divisors, to: result, &builder)
    if result != output { try builder.convert(result, to: output) }
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
    builder.emit(.sign(.x), of: inputs[0], to: sign)
    try builder.emitBroadcasting(.mul, options: .mul(MulOptions()), [sign, rest], to: output)
  }

  /// - Throws: `TFLiteRefusal` for what TFLite lacks of integers.
  private func checkIntegers(_ computing: ElementType) throws {
    switch kind {
    case .add, .subtract, .multiply, .minimum, .maximum, .modulo(fmod: false): break
    case .divide:
      if computing == .int64 { throw TFLiteRefusal("TFLite does not divide int64", hint: "cast to int32") }
    case .power: throw TFLiteRefusal("TFLite's powers of integers do not wrap around")
    case .modulo(fmod: true):
      throw TFLiteRefusal("TFLite has no remainder of integers with the dividend's sign")
    }
  }

  /// TFLite stops at a divisor of 0, and -1 takes the lowest number out of range. Unless constants show that there
  /// are no such divisors, division is by 1 instead of them; the quotient is then multiplied by 0 or -1.
  private func lowerIntegers(
    _ operands: [TFLiteBuilder.TensorIndex], divisors: [Int]?, to output: TFLiteBuilder.TensorIndex,
    _ builder: inout TFLiteBuilder
  ) throws {
    let isDivision = kind == .divide || kind == .modulo(fmod: false)
    guard isDivision, !(divisors ?? [0]).allSatisfy({ $0 != 0 && $0 != -1 }) else {
      return try emit(operands, to: output, .none, &builder)
    }
    let name = builder.name(of: output)
    let (zero, one, minusOne) = (
      TFLiteFormula.constant(0), TFLiteFormula.constant(1), TFLiteFormula.constant(-1)
    )
    let (isZero, isMinusOne) = (TFLiteFormula.equal(.x, zero), TFLiteFormula.equal(.x, minusOne))
    let type = builder.type(of: operands[1])
    let safe = builder.temporary(type, name: "\(name)_divisor")
    builder.emit(.select(isZero, one, .select(isMinusOne, one, .x)), of: operands[1], to: safe)
    guard kind == .divide else { return try emit([operands[0], safe], to: output, .none, &builder) }
    let quotient = builder.temporary(builder.type(of: output), name: "\(name)_quotient")
    try emit([operands[0], safe], to: quotient, .none, &builder)
    let factor = builder.temporary(type, name: "\(name)_factor")
    builder.emit(.select(isZero, zero, .select(isMinusOne, minusOne, one)), of: operands[1], to: factor)
    try Binary(.multiply).emit([quotient, factor], to: output, .none, &builder)
  }

  /// One operator, on tensors of a type that TFLite computes with.
  func emit(
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
    try builder.emitBroadcasting(code, version: version, options: options, inputs, to: output)
  }
}
