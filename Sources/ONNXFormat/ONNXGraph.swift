/// A graph: the model's own, or the value of a node's attribute (GraphProto).
public struct ONNXGraph: Equatable, Sendable {
  public var name: String
  public var docString: String
  /// In the file's order, which the specification requires to be topological.
  public var nodes: [ONNXNode]
  public var initializers: [ONNXTensor]
  public var sparseInitializers: [ONNXSparseTensor]
  /// Before IR 4 initializers are listed here too.
  public var inputs: [ONNXValueInfo]
  public var outputs: [ONNXValueInfo]
  public var valueInfo: [ONNXValueInfo]

  public init(
    name: String = "", nodes: [ONNXNode], initializers: [ONNXTensor] = [],
    sparseInitializers: [ONNXSparseTensor] = [], inputs: [ONNXValueInfo], outputs: [ONNXValueInfo],
    valueInfo: [ONNXValueInfo] = [], docString: String = ""
  ) {
    self.name = name
    self.docString = docString
    self.nodes = nodes
    self.initializers = initializers
    self.sparseInitializers = sparseInitializers
    self.inputs = inputs
    self.outputs = outputs
    self.valueInfo = valueInfo
  }
}

/// One use of an operator (NodeProto).
public struct ONNXNode: Equatable, Sendable {
  public var name: String
  /// `""` is the default domain, also where the file says `ai.onnx`.
  public var domain: String
  public var operatorType: String
  public var overload: String
  public var docString: String
  /// Names of values; an empty one is an optional input that is absent.
  public var inputs: [String]
  /// Names of values; an empty one is an optional output that nobody wants.
  public var outputs: [String]
  public var attributes: [ONNXAttribute]

  public init(
    name: String = "", domain: String = "", operatorType: String, overload: String = "", inputs: [String],
    outputs: [String], attributes: [ONNXAttribute] = [], docString: String = ""
  ) {
    self.name = name
    self.domain = domain
    self.operatorType = operatorType
    self.overload = overload
    self.docString = docString
    self.inputs = inputs
    self.outputs = outputs
    self.attributes = attributes
  }
}

/// A named value fixed in the model (AttributeProto).
public struct ONNXAttribute: Equatable, Sendable {
  public var name: String
  /// The declared kind with the type's zero or empty value when `referencedName` is set.
  public var value: ONNXAttributeValue
  /// Inside a function: the function's attribute that supplies the value.
  public var referencedName: String?

  public init(name: String, value: ONNXAttributeValue, referencedName: String? = nil) {
    self.name = name
    self.value = value
    self.referencedName = referencedName
  }
}

public enum ONNXAttributeValue: Equatable, Sendable {
  case float(Float)
  case int(Int64)
  /// Bytes: UTF-8 by convention, not by guarantee.
  case string([UInt8])
  indirect case tensor(ONNXTensor)
  indirect case graph(ONNXGraph)
  indirect case sparseTensor(ONNXSparseTensor)
  indirect case type(ONNXType)
  case floats([Float])
  case ints([Int64])
  case strings([[UInt8]])
  case tensors([ONNXTensor])
  case graphs([ONNXGraph])
  case sparseTensors([ONNXSparseTensor])
  case types([ONNXType])
  /// The file gives no value, or one of a kind newer than IR 14.
  case undefined
}
