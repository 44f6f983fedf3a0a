/// A graph input, output or inner value and what the file says of its type (ValueInfoProto).
public struct ONNXValueInfo: Hashable, Sendable {
  public var name: String
  /// Nil where the file leaves the type out, or where it is opaque.
  public var type: ONNXType?

  public init(name: String, type: ONNXType?) {
    self.name = name
    self.type = type
  }
}

/// TypeProto.
public indirect enum ONNXType: Hashable, Sendable {
  /// A nil shape means that not even the rank is known.
  case tensor(elementType: ONNXElementType, shape: [ONNXDimension]?)
  case sparseTensor(elementType: ONNXElementType, shape: [ONNXDimension]?)
  /// The element is nil where the file leaves it out.
  case sequence(ONNXType?)
  case optional(ONNXType?)
  case map(key: ONNXElementType, value: ONNXType?)
}

public enum ONNXDimension: Hashable, Sendable {
  /// Never negative: exporters that write -1 mean `unknown`.
  case value(Int)
  /// A name shared by dimensions that are equal at run time.
  case parameter(String)
  case unknown
}
