import EdgeC
import EdgeIR

/// The C aspect of an operator on quantized integers: which kernels compute what its integer kernel does, every bit.
public protocol IntegerCLowering: IntegerComputing {
  /// Says how `node`, whose operator is a `Quantized` one that applies this, is computed.
  ///
  /// - Throws: `CRefusal` when no kernel computes these types or shapes exactly.
  func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation
}

/// As `IntegerCLowering`, with several ways to compute a node.
public protocol IntegerVariantLowering: IntegerCLowering {
  /// As `CVariantLowering.variantsInC`.
  func integerVariantsInC(_ node: CNode, _ rounding: RequantizationRounding) throws -> KernelVariants
}

extension IntegerVariantLowering {
  public func lowerIntegersToC(_ node: CNode, _ rounding: RequantizationRounding) throws -> CComputation {
    try integerVariantsInC(node, rounding).fastest.computation
  }
}

extension Quantized: CVariantLowering {
  public func variantsInC(_ node: CNode) throws -> KernelVariants {
    switch `operator` {
    case let op as any IntegerVariantLowering: return try op.integerVariantsInC(node, rounding)
    case let op as any IntegerCLowering: return KernelVariants(try op.lowerIntegersToC(node, rounding))
    default: throw CRefusal("no kernel computes \(`operator`.name) of quantized integers")
    }
  }
}

extension TensorType {
  /// The datatype in the names of kernels on quantized tensors: those of `quantized_dot.h`.
  func quantizedKernelType() throws -> String {
    switch element {
    case .int8: return "qs8"
    case .uint8: return "qu8"
    case .int16: return "qs16"
    case .int32: return "qs32"
    case .float16, .float32, .float64, .int64, .uint16, .uint32, .uint64, .bool:
      throw CRefusal("no kernel computes with quantized \(element.rawValue)")
    }
  }
}

extension RequantizationRounding {
  /// The rule of `fixed_point.h` for sums of 32 bits, or of more.
  func kernelRule(isWide: Bool) -> Int {
    switch self {
    case .twice: isWide ? 3 : 0
    case .once: isWide ? 3 : 1
    case .real: isWide ? 4 : 2
    }
  }

  /// Throws for kernels that know no other rounding than twice.
  func requireTwice() throws {
    guard self == .twice else { throw CRefusal("the kernel rounds twice, not \(rawValue)") }
  }
}

extension IntegerRange {
  /// The limits as kernels take them, both within the type and in order.
  func kernelLimits(_ element: ElementType) -> [Int] {
    guard lower < upper else {
      let only = Tensor.integers(TensorType(element, [1]), [upper]).integers(less: 0).first ?? 0
      return [only, only]
    }
    return [lower, upper]
  }
}

extension [FixedPointMultiplier] {
  /// Rounding rule, tables of multipliers, shifts and factors, and the step from one channel to the next in them: what
  /// kernels take that scale each channel by a factor of its own.
  func kernelTables(_ rounding: RequantizationRounding, isWide: Bool) -> [CArgument] {
    let isUniform = allSatisfy { $0 == first }
    let table = isUniform ? Array(prefix(1)) : self
    let rule = CArgument.int(rounding.kernelRule(isWide: isWide))
    let step = CArgument.int(isUniform ? 0 : 1)
    if rounding == .real {
      let factors = CConstant(Tensor([table.count], table.map(\.kernelReal)), name: "factors")
      return [rule, .null, .null, .constant(factors), step]
    }
    let multipliers = CConstant(Tensor([table.count], table.map(\.mantissa)), name: "multipliers")
    let shifts = CConstant(Tensor([table.count], table.map { Int8(clamping: $0.shift) }), name: "shifts")
    return [rule, .constant(multipliers), .constant(shifts), .null, step]
  }
}

extension FixedPointMultiplier {
  /// Twice the factor, up to where every sum but 0 exceeds all limits.
  var kernelReal: Double { min(2 * real, 0x1p31) }

  /// Multiplier and shift, as kernels take them that have one factor.
  var kernelFactor: [Int] { [Int(mantissa), shift] }
}

extension CComputation {
  /// An operator on one 8-bit tensor, element by element, as a table of what its integer kernel makes of all 256 integers.
  static func lookup(
    _ op: any IntegerComputing, _ node: CNode, _ rounding: RequantizationRounding
  ) throws -> CComputation {
    guard let x = node.inputs[0], x.element.sizeInBytes == 1 else {
      throw CRefusal("only functions of 8-bit integers are tables")
    }
    let y = node.outputs[0]
    let bytes = (0..<256).map { UInt8($0) }
    let all = Tensor(x.with(shape: [256]), storage: bytes.withUnsafeBytes { TensorStorage(copying: $0) })
    let table = try op.evaluateIntegers([all], [y.with(shape: [256])], rounding)[0]
    return CComputation(
      calls: [
        CCall(
          "edgec_x8_lookup_\(y.element.movedType)", header: "quantized_unary",
          [
            .input(0), .constant(CConstant(table.as(table.type.plain), name: "table")), .output(0),
            .int(y.elementCount),
          ])
      ], inPlaceInputs: x.sizeInBytes == y.sizeInBytes ? [0] : [])
  }

  /// `x * factor + zero` for 16-bit x, negative numbers by a factor of their own.
  static func rescale(
    _ node: CNode, _ positive: FixedPointMultiplier, negative: FixedPointMultiplier, negativeSign: Int = 1,
    zeroPoint: Int, _ range: IntegerRange, _ rounding: RequantizationRounding
  ) throws -> CComputation {
    try rounding.requireTwice()
    let y = node.outputs[0]
    let extra =
      positive.kernelFactor + negative.kernelFactor + [negativeSign, zeroPoint]
      + range.kernelLimits(y.element)
    return .unary(
      "edgec_qs16_rescale_\(try y.quantizedKernelType())", header: "quantized_unary", node,
      extra: extra.map { .int($0) })
  }
}
