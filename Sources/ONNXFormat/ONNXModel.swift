/// An ONNX model as its file spells it (ModelProto), without protobuf: nothing is resolved, inferred or dropped
/// that decides what the model computes.
///
/// Texts that are not UTF-8 are repaired with U+FFFD. The default operator domain is always spelled `""`.
public struct ONNXModel: Equatable, Sendable {
  public var irVersion: Int
  public var producerName: String
  public var producerVersion: String
  public var domain: String
  public var modelVersion: Int
  public var docString: String
  public var opsetImports: [ONNXOpset]
  public var graph: ONNXGraph
  public var functions: [ONNXFunction]
  public var metadata: [ONNXMetadata]

  public init(
    irVersion: Int, opsetImports: [ONNXOpset], graph: ONNXGraph, functions: [ONNXFunction] = [],
    producerName: String = "", producerVersion: String = "", domain: String = "", modelVersion: Int = 0,
    docString: String = "", metadata: [ONNXMetadata] = []
  ) {
    self.irVersion = irVersion
    self.opsetImports = opsetImports
    self.graph = graph
    self.functions = functions
    self.producerName = producerName
    self.producerVersion = producerVersion
    self.domain = domain
    self.modelVersion = modelVersion
    self.docString = docString
    self.metadata = metadata
  }
}

/// The version of one domain's operators that a model or function is written in.
public struct ONNXOpset: Hashable, Sendable {
  /// `""` is the default domain, also where the file says `ai.onnx`.
  public var domain: String
  public var version: Int

  public init(domain: String = "", version: Int) {
    self.domain = domain
    self.version = version
  }
}

/// A key and value of the model's `metadata_props`.
public struct ONNXMetadata: Hashable, Sendable {
  public var key: String
  public var value: String

  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// A function that the model defines in terms of other operators (FunctionProto).
public struct ONNXFunction: Equatable, Sendable {
  public var name: String
  public var domain: String
  /// Tells functions of the same name and domain apart (IR 10).
  public var overload: String
  public var docString: String
  public var inputs: [String]
  public var outputs: [String]
  /// Names of attributes without a default.
  public var attributes: [String]
  /// Attributes with their default (IR 9).
  public var attributeDefaults: [ONNXAttribute]
  public var nodes: [ONNXNode]
  public var opsetImports: [ONNXOpset]
  /// Types of values inside the function (IR 10).
  public var valueInfo: [ONNXValueInfo]

  public init(
    name: String, domain: String, overload: String = "", inputs: [String], outputs: [String],
    attributes: [String] = [], attributeDefaults: [ONNXAttribute] = [], nodes: [ONNXNode],
    opsetImports: [ONNXOpset], valueInfo: [ONNXValueInfo] = [], docString: String = ""
  ) {
    self.name = name
    self.domain = domain
    self.overload = overload
    self.docString = docString
    self.inputs = inputs
    self.outputs = outputs
    self.attributes = attributes
    self.attributeDefaults = attributeDefaults
    self.nodes = nodes
    self.opsetImports = opsetImports
    self.valueInfo = valueInfo
  }
}
