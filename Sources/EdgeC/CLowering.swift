public import EdgeIR

/// The C aspect of an operator: which kernels compute it.
///
/// An operator without this conformance is reported as unsupported, with the node's location.
public protocol CLowering: Operator {
  /// Says how `node`, whose operator this is, is computed: kernels of `CEdgeKernels` with literal arguments.
  ///
  /// Pure description: pointers, the arena and the text are the driver's.
  /// - Throws: `CRefusal` when no kernel computes these types or shapes exactly.
  func lowerToC(_ node: CNode) throws -> CComputation
}

/// Why an operator has no C form here.
public struct CRefusal: Error, Hashable, Sendable {
  /// What is lacking; lower case, no full stop.
  public let reason: String
  public let hint: String?

  public init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }
}

/// What a lowering may look at: the types around one node and the inputs known at compile time.
public struct CNode: Sendable {
  public let inputs: [TensorType?]
  public let outputs: [TensorType]
  /// For each input its tensor when it is constant.
  public let constants: [Tensor?]
  public let target: CTarget

  public init(
    inputs: [TensorType?], outputs: [TensorType], constants: [Tensor?], target: CTarget = .portable
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.constants = constants
    self.target = target
  }
}

/// How one node is computed.
public struct CComputation: Sendable {
  /// Kernel calls, in order.
  public var calls: [CCall]
  /// Graphs that run after the calls. They bring scratch memory of their own: a computation has either these or
  /// `scratchBytes`.
  public var control: CControl?
  /// Bytes of the arena the calls need for themselves, reached through `CArgument.scratch`.
  public var scratchBytes: Int
  /// Inputs in whose place output 0 may be computed: it has the same size in bytes and element i is written
  /// only after everything that still needs element i of the input has been read.
  public var inPlaceInputs: [Int]
  /// Pieces of memory that input and output may share, so that nothing is computed or copied.
  public var sharings: [CSharing]

  public init(
    calls: [CCall], scratchBytes: Int = 0, inPlaceInputs: [Int] = [], sharings: [CSharing] = [],
    control: CControl? = nil
  ) {
    self.calls = calls
    self.control = control
    self.scratchBytes = scratchBytes
    self.inPlaceInputs = inPlaceInputs
    self.sharings = sharings
  }
}

/// One call of a kernel.
public struct CCall: Hashable, Sendable {
  /// The function, e.g. `edgec_f32_conv2d`; `memcpy` and `memset` are the only ones that are no kernels.
  public let function: String
  /// The family header that declares it, e.g. `conv2d`; empty for those two.
  public let header: String
  public let arguments: [CArgument]

  public init(_ function: String, header: String, _ arguments: [CArgument]) {
    self.function = function
    self.header = header
    self.arguments = arguments
  }
}

/// An argument of a kernel call.
public enum CArgument: Hashable, Sendable {
  /// Pointer to the node's input or output at a position, `offset` elements in.
  case input(Int, offset: Int = 0)
  case output(Int, offset: Int = 0)
  /// Pointer to constant data that the lowering prepared: packed or transposed weights. Stored in flash, equal
  /// data once; the name is a wish. `tensor` compares by content.
  case constant(CConstant)
  /// Pointer to constant 32-bit integers: shapes, strides, permutations.
  case integers([Int])
  /// Pointer into the node's scratch memory, at a byte offset.
  case scratch(offset: Int = 0)
  case null
  case int(Int)
  case float(Float)
  case double(Double)
}

/// Constant data with a name for readers of the generated code.
public struct CConstant: Hashable, Sendable {
  public let name: String
  public let tensor: Tensor

  public init(_ tensor: Tensor, name: String) {
    self.tensor = tensor
    self.name = name
  }

  public static func == (a: CConstant, b: CConstant) -> Bool { a.tensor.isIdentical(to: b.tensor) }

  public func hash(into hasher: inout Hasher) { hasher.combine(tensor.type) }
}

/// Memory that an input and an output may share. Where the planner cannot arrange it, `copy` is called instead.
public struct CSharing: Sendable {
  public enum Direction: Sendable {
    /// The whole output lies inside the input (reshape, split, slice of leading positions).
    case outputInsideInput
    /// The whole input lies inside the output (concatenation, padding).
    case inputInsideOutput
  }

  public let direction: Direction
  public let input: Int
  public let output: Int
  /// Where the smaller begins inside the larger.
  public let offsetInBytes: Int
  /// Brings the data over when the memory is not shared.
  public let copy: CCall

  public init(_ direction: Direction, input: Int, output: Int, offsetInBytes: Int, copy: CCall) {
    self.direction = direction
    self.input = input
    self.output = output
    self.offsetInBytes = offsetInBytes
    self.copy = copy
  }
}
