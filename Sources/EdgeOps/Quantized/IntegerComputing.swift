import EdgeIR
import EdgeTFLite

/// The aspect of an operator that can be computed on quantized integers, with LiteRT's reference kernels as the
/// definition. `Quantized` applies it.
public protocol IntegerComputing: Operator {
  /// How this runtime's reference kernel brings results to the output's scale.
  func rounding(on runtime: TFLiteTarget) -> RequantizationRounding

  /// Throws `OperatorError` unless there is integer arithmetic for these types. Shapes satisfy `infer`, quantization is
  /// well-formed.
  func checkIntegers(_ inputs: [TensorType?], _ outputs: [TensorType]) throws

  /// The integer kernel. Types satisfy `checkIntegers`; results have the types of `outputs`.
  func evaluateIntegers(
    _ inputs: [Tensor?], _ outputs: [TensorType], _ rounding: RequantizationRounding
  ) throws -> [Tensor]

  /// Emits the TFLite operators for a node whose `Quantized` operator applies this one.
  ///
  /// - Throws: `TFLiteRefusal` when TFLite has no form that computes the same integers.
  func lowerIntegers(_ node: Node, into builder: inout TFLiteBuilder) throws
}

extension TensorType {
  /// The one scale and zero point of a quantized tensor of one of these types.
  ///
  /// - Throws: `OperatorError` for other types, and where scales differ along an axis or there are none.
  func quantized(_ elements: ElementType...) throws -> (scale: Float, zeroPoint: Int) {
    guard elements.contains(element), let single = quantization?.single else {
      let names = elements.map(\.rawValue).joined(separator: " or ")
      throw OperatorError("expected \(names) with one scale, got \(self)")
    }
    return single
  }

  /// As `quantized`; 16-bit tensors have zero point 0.
  func activation(_ elements: ElementType...) throws -> (scale: Float, zeroPoint: Int) {
    guard elements.contains(element), let single = quantization?.single else {
      let names = elements.map(\.rawValue).joined(separator: " or ")
      throw OperatorError("expected \(names) with one scale, got \(self)")
    }
    guard element != .int16 || single.zeroPoint == 0 else {
      throw OperatorError("expected zero point 0 for i16, got \(self)")
    }
    return single
  }

  /// Throws unless the type stands for the same numbers as `other`.
  func requireSame(_ other: TensorType) throws {
    guard element == other.element, quantization == other.quantization else {
      throw OperatorError("expected one type, scale and zero point, got \(self) and \(other)")
    }
  }

  /// The integers that an output of this type may take when its numbers are limited to a range.
  func integerRange(_ activation: Clamp?) -> IntegerRange {
    let whole = IntegerRange(of: element)
    guard let activation, let (scale, zeroPoint) = quantization?.single else { return whole }
    func integer(_ bound: Float) -> Int {
      zeroPoint + Int(Int32(converting: Double((bound / scale).rounded(.toNearestOrAwayFromZero))))
    }
    return IntegerRange(
      lower: activation.lower == -.infinity ? whole.lower : max(whole.lower, integer(activation.lower)),
      upper: activation.upper == .infinity ? whole.upper : min(whole.upper, integer(activation.upper)))
  }
}

/// Limits of integers; where they cross, the upper one wins.
struct IntegerRange: Hashable {
  let lower: Int
  let upper: Int

  init(lower: Int, upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// All integers of a type; for types that hold none, nothing but 0.
  init(of element: ElementType) {
    func limits<Element: IntegerElement>(_: Element.Type) -> IntegerRange {
      IntegerRange(lower: Int(clamping: Element.min), upper: Int(clamping: Element.max))
    }
    self = element.integerType.map { limits($0) } ?? IntegerRange(lower: 0, upper: 0)
  }

  @inline(__always) func callAsFunction(_ value: Int) -> Int { min(max(value, lower), upper) }
}

extension Tensor {
  /// The integers, each less `zeroPoint`.
  func integers(less zeroPoint: Int) -> [Int] {
    switch element {
    case .int8: withElements(of: Int8.self) { $0.map { Int($0) - zeroPoint } }
    case .uint8: withElements(of: UInt8.self) { $0.map { Int($0) - zeroPoint } }
    case .int16: withElements(of: Int16.self) { $0.map { Int($0) - zeroPoint } }
    case .int32: withElements(of: Int32.self) { $0.map { Int($0) - zeroPoint } }
    case .int64: withElements(of: Int64.self) { $0.map { Int($0) &- zeroPoint } }
    case .float16, .float32, .float64, .uint16, .uint32, .uint64, .bool: []
    }
  }

  /// A tensor of integers that fit its type.
  static func integers(_ type: TensorType, _ values: [Int]) -> Tensor {
    func store<Element: IntegerElement>(_: Element.Type) -> Tensor {
      build(type.shape, of: Element.self) { y in
        for i in y.indices { y[i] = Element(truncatingIfNeeded: values[i]) }
      }
    }
    let tensor =
      switch type.element {
      case .int8: store(Int8.self)
      case .uint8: store(UInt8.self)
      case .int16: store(Int16.self)
      case .int32: store(Int32.self)
      case .int64: store(Int64.self)
      case .float16, .float32, .float64, .uint16, .uint32, .uint64, .bool:
        Tensor(type.plain, storage: TensorStorage(zeroed: type.sizeInBytes))
      }
    return tensor.as(type)
  }
}
