/// A tensor of a subgraph: computed, constant (`buffer` is not nil) or variable.
public struct TFLiteTensor: Hashable, Sendable {
  public var name: String
  public var type: TFLiteTensorType
  /// The shape the runtime allocates; unknown dimensions are 1 here and -1 in `shapeSignature`.
  public var shape: [Int]
  public var shapeSignature: [Int]?
  /// False only for a tensor of unknown rank (and in files older than this field).
  public var hasRank: Bool
  /// Constant data, row-major and little endian. The format cannot tell an empty buffer from none: it reads as nil.
  public var buffer: TFLiteBuffer?
  public var quantization: TFLiteQuantization?
  public var isVariable: Bool
  public var sparsity: SparsityParameters?
  /// What a tensor of type `variant` holds.
  public var variantTensors: [VariantSubType]

  public init(
    name: String, type: TFLiteTensorType, shape: [Int], shapeSignature: [Int]? = nil, hasRank: Bool = true,
    buffer: TFLiteBuffer? = nil, quantization: TFLiteQuantization? = nil, isVariable: Bool = false,
    sparsity: SparsityParameters? = nil, variantTensors: [VariantSubType] = []
  ) {
    self.name = name
    self.type = type
    self.shape = shape
    self.shapeSignature = shapeSignature
    self.hasRank = hasRank
    self.buffer = buffer
    self.quantization = quantization
    self.isVariable = isVariable
    self.sparsity = sparsity
    self.variantTensors = variantTensors
  }
}
