/// One operation of a subgraph. Tensors are indices into the subgraph's; -1 stands for an absent optional input.
public struct TFLiteOperator: Hashable, Sendable {
  public var code: BuiltinOperator
  /// The name of the operator when `code` is `.custom`.
  public var customCode: String?
  /// The version of the operator that the runtime must support.
  public var version: Int
  public var inputs: [Int]
  public var outputs: [Int]
  public var options: BuiltinOptions?
  /// Options of the operators that came after the first union was full.
  public var options2: BuiltinOptions2?
  /// What a custom operator's kernel is handed, usually a flexbuffer.
  public var customOptions: [UInt8]
  public var intermediates: [Int]
  /// Which inputs are variables that the operator changes; empty when none is.
  public var mutatingVariableInputs: [Bool]

  public init(
    code: BuiltinOperator, customCode: String? = nil, version: Int = 1, inputs: [Int], outputs: [Int],
    options: BuiltinOptions? = nil, options2: BuiltinOptions2? = nil, customOptions: [UInt8] = [],
    intermediates: [Int] = [], mutatingVariableInputs: [Bool] = []
  ) {
    self.code = code
    self.customCode = customCode
    self.version = version
    self.inputs = inputs
    self.outputs = outputs
    self.options = options
    self.options2 = options2
    self.customOptions = customOptions
    self.intermediates = intermediates
    self.mutatingVariableInputs = mutatingVariableInputs
  }
}
