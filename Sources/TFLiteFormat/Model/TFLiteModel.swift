/// A TFLite model as plain values. Subgraph 0 is the entry point.
///
/// What the file format stores in tables of its own is kept where it is used instead: operator codes with their
/// operators, buffers with their tensors and metadata. Not represented, and dropped on reading: the superseded
/// `metadata_buffer` list and the indices of debugging metadata.
public struct TFLiteModel: Hashable, Sendable {
  /// The version of the schema, 3.
  public var version: Int
  public var description: String
  public var subgraphs: [TFLiteSubgraph]
  public var metadata: [TFLiteMetadata]
  public var signatures: [TFLiteSignature]

  public init(
    version: Int = 3, description: String = "", subgraphs: [TFLiteSubgraph] = [],
    metadata: [TFLiteMetadata] = [],
    signatures: [TFLiteSignature] = []
  ) {
    self.version = version
    self.description = description
    self.subgraphs = subgraphs
    self.metadata = metadata
    self.signatures = signatures
  }
}

/// Operators in execution order over tensors that they refer to by index.
public struct TFLiteSubgraph: Hashable, Sendable {
  public var name: String
  public var tensors: [TFLiteTensor]
  /// Indices into `tensors`.
  public var inputs: [Int]
  public var outputs: [Int]
  public var operators: [TFLiteOperator]

  public init(
    name: String = "", tensors: [TFLiteTensor] = [], inputs: [Int] = [], outputs: [Int] = [],
    operators: [TFLiteOperator] = []
  ) {
    self.name = name
    self.tensors = tensors
    self.inputs = inputs
    self.outputs = outputs
    self.operators = operators
  }
}

/// Named bytes beside the graphs, for example `min_runtime_version`.
public struct TFLiteMetadata: Hashable, Sendable {
  public var name: String
  public var data: TFLiteBuffer

  public init(name: String, data: TFLiteBuffer) {
    self.name = name
    self.data = data
  }
}

/// The names under which applications find a subgraph and its inputs and outputs.
public struct TFLiteSignature: Hashable, Sendable {
  public struct Binding: Hashable, Sendable {
    public var name: String
    /// Index into the subgraph's tensors.
    public var tensor: Int

    public init(name: String, tensor: Int) {
      self.name = name
      self.tensor = tensor
    }
  }

  public var key: String
  /// Index into the model's subgraphs.
  public var subgraph: Int
  public var inputs: [Binding]
  public var outputs: [Binding]

  public init(key: String, subgraph: Int = 0, inputs: [Binding] = [], outputs: [Binding] = []) {
    self.key = key
    self.subgraph = subgraph
    self.inputs = inputs
    self.outputs = outputs
  }
}
