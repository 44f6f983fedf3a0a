import EdgeIR
import EdgeONNX
import EdgeSupport

/// ONNX Runtime's operators on quantized tensors that compute element by element or move elements (com.microsoft 1).
///
/// - QLinearSigmoid, QLinearLeakyRelu, QLinearWhere, QLinearConcat: dequantized, computed in float32, quantized again
/// - QLinearAdd, QLinearMul: computed in steps of the result's scale, in float32; the zero point is added before
///   rounding, which decides where halves go
/// - QuantizeLinear, DequantizeLinear: as ONNX's
///
/// These are ONNX Runtime's results bit by bit, except that a sum that lies within rounding of a half may differ by one
/// step: there the runtime's kernels for different processors differ, too.
enum QuantizedElementwise: ONNXImporting {
  static let importers =
    [
      ONNXImporter("QLinearAdd", since: 1, domain: microsoft) { context in
        let (a, b) = (try context.quantizedInput(0), try context.quantizedInput(3))
        let y = try context.parameters(6, like: a)
        if context.keepsQuantization { return [try context.declared(.add, a, b, y)] }
        let sum = try context.add(Binary(.add), [context.inSteps(a, of: y), context.inSteps(b, of: y)])
        return [try context.quantized(steps: sum, as: y)]
      },
      ONNXImporter("QLinearMul", since: 1, domain: microsoft, build: importMultiplication),
      ONNXImporter("QLinearSigmoid", since: 1, domain: microsoft) { try importUnary($0, .sigmoid) },
      ONNXImporter("QLinearLeakyRelu", since: 1, domain: microsoft) { context in
        try importUnary(context, .leakyRelu(alpha: context.float("alpha", default: 0.01)))
      },
      ONNXImporter("QLinearWhere", since: 1, domain: microsoft) { context in
        let condition = try context.input(0)
        let (a, b) = (try context.quantizedInput(1), try context.quantizedInput(4))
        let result = try context.parameters(7, like: a)
        let choices = [try context.requantized(a, as: result), try context.requantized(b, as: result)]
        return [try context.add(Where(), [condition] + choices)]
      },
      ONNXImporter("QLinearConcat", since: 1, domain: microsoft, build: importConcatenation),
    ]
    + (Quantize.importers + Dequantize.importers).map {
      ONNXImporter(
        $0.operatorType, since: 1, domain: microsoft, readsNarrowIntegers: $0.readsNarrowIntegers,
        build: $0.build)
    }

  private static func importUnary(_ context: ImportContext, _ kind: Unary.Kind) throws -> [ValueID] {
    let x = try context.quantizedInput(0)
    let y = try context.add(Unary(kind), [context.dequantized(x)])
    return [try context.quantized(y, as: context.parameters(3, like: x))]
  }

  @Sendable private static func importMultiplication(_ context: ImportContext) throws -> [ValueID] {
    let (a, b) = (try context.quantizedInput(0), try context.quantizedInput(3))
    let y = try context.parameters(6, like: a)
    if context.keepsQuantization { return [try context.declared(.multiply, a, b, y)] }
    let product = try context.add(
      Binary(.multiply), [context.lessZeroPoint(a), context.lessZeroPoint(b)])
    let multiplier = try context.multiplier(a.scale, b.scale, over: y.scale)
    let steps = try context.add(
      Binary(.multiply), [context.add(Cast(to: .float32), [product]), multiplier])
    return [try context.quantized(steps: steps, as: y)]
  }

  @Sendable private static func importConcatenation(_ context: ImportContext) throws -> [ValueID] {
    let count = context.inputs.count
    guard count >= 5, count % 3 == 2 else {
      throw ImportError(.invalidInputs, "expected 2 inputs and 3 for each tensor, got \(count)")
    }
    let parts = try stride(from: 2, to: count, by: 3).map { try context.quantizedInput($0) }
    let result = try context.parameters(0, like: parts[0])
    let axis = try context.axis(default: 1, rank: context.type(parts[0].x).rank)
    return [
      try context.add(Concat(axis: axis), parts.map { try context.requantized($0, as: result) })
    ]
  }
}

/// How integers stand for numbers: one scale and zero point for all.
struct QuantizationParameters {
  let scale: ValueID
  let zeroPoint: ValueID
}

/// A quantized tensor.
struct QuantizedValue {
  let x: ValueID
  let parameters: QuantizationParameters

  var scale: ValueID { parameters.scale }
}

extension ImportContext {
  /// A quantized tensor, its scale and its zero point, 0 when absent, from three inputs in a row.
  func quantizedInput(_ index: Int) throws -> QuantizedValue {
    let x = try input(index)
    let parameters = try parameters(index + 1, element: type(x).element)
    return QuantizedValue(x: x, parameters: parameters)
  }

  /// The result's scale and zero point from two inputs; the zero point is 0 in `other`'s type when absent.
  func parameters(_ index: Int, like other: QuantizedValue) throws -> QuantizationParameters {
    try parameters(index, element: type(other.x).element)
  }

  private func parameters(_ index: Int, element: ElementType) throws -> QuantizationParameters {
    let scale = try input(index)
    let zeroPoint = try optionalInput(index + 1) ?? scalar(0, element)
    guard type(scale).elementCount == 1, type(zeroPoint).elementCount == 1 else {
      throw ImportError(
        .invalidInputs, "expected one scale and zero point, got \(type(scale)) and \(type(zeroPoint))")
    }
    return try QuantizationParameters(scale: flattenedScalar(scale), zeroPoint: flattenedScalar(zeroPoint))
  }

  /// The numbers a quantized tensor stands for.
  func dequantized(_ value: QuantizedValue) throws -> ValueID {
    try add(Dequantize(), [value.x, value.scale, value.parameters.zeroPoint])
  }

  func quantized(_ value: ValueID, as parameters: QuantizationParameters) throws -> ValueID {
    let element = type(parameters.zeroPoint).element
    return try add(Quantize(to: element), [value, parameters.scale, parameters.zeroPoint])
  }

  /// The numbers a quantized tensor stands for, over the result's scale.
  func inSteps(_ value: QuantizedValue, of result: QuantizationParameters) throws -> ValueID {
    let ratio = try add(Binary(.divide), [value.scale, result.scale])
    return try add(Dequantize(), [value.x, ratio, value.parameters.zeroPoint])
  }

  /// Multiples of the result's scale, moved by its zero point and only then rounded, halves to even.
  func quantized(steps: ValueID, as result: QuantizationParameters) throws -> ValueID {
    let moved = try add(Binary(.add), [steps, add(Cast(to: .float32), [result.zeroPoint])])
    return try add(Quantize(to: type(result.zeroPoint).element), [moved, scalar(1, .float32)])
  }

  /// The same numbers with other parameters; the value itself when they are its own.
  func requantized(_ value: QuantizedValue, as parameters: QuantizationParameters) throws -> ValueID {
    func same(_ a: ValueID, _ b: ValueID) -> Bool {
      guard let first = constantTensor(a), let second = constantTensor(b) else { return a == b }
      return first.isIdentical(to: second)
    }
    if same(value.scale, parameters.scale), same(value.parameters.zeroPoint, parameters.zeroPoint) {
      return value.x
    }
    return try quantized(dequantized(value), as: parameters)
  }

  /// A quantized tensor's integers less their zero point, in 32 bits.
  func lessZeroPoint(_ value: QuantizedValue) throws -> ValueID {
    let operands = try [value.x, value.parameters.zeroPoint].map { try add(Cast(to: .int32), [$0]) }
    return try add(Binary(.subtract), operands.map { $0 })
  }
}
