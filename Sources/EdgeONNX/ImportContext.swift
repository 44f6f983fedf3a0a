public import EdgeIR
import EdgeSupport
public import ONNXFormat

/// What an importer sees of one ONNX node, and the means to build its replacement.
public struct ImportContext {
  public let node: ONNXNode
  /// The version of the operator set the node's domain has in this model.
  public let opset: Int
  let importer: GraphImporter
  let index: Int
  let origin: Origin
  private let arguments: [ValueID?]
  private let usage = Usage()

  /// How far the importer has looked along the node's inputs; what lies beyond is no input of its operator.
  private final class Usage {
    var count = 0
  }

  init(node: ONNXNode, index: Int, inputs: [ValueID?], importer: GraphImporter, origin: Origin) {
    self.node = node
    self.index = index
    self.importer = importer
    self.origin = origin
    opset = origin.opset
    arguments = inputs
  }

  var session: ImportSession { importer.session }

  /// Whether quantized operators are wanted as operators on numbers, between the nodes that say what integers stand for.
  public var keepsQuantization: Bool { session.keepsQuantization }

  /// How many of the node's inputs the importer knows of.
  var knownInputCount: Int { usage.count }

  /// The node's inputs; nil where the model leaves an optional one empty. For operators that take any number.
  public var inputs: [ValueID?] {
    usage.count = max(usage.count, arguments.count)
    return arguments
  }

  /// How many outputs the model names, counting up to the last that is not empty.
  public var outputCount: Int { (node.outputs.lastIndex { !$0.isEmpty } ?? -1) + 1 }

  /// Whether the model names this output; the value of one that it does not name is never used.
  public func hasOutput(_ index: Int) -> Bool {
    node.outputs.indices.contains(index) && !node.outputs[index].isEmpty
  }

  // Values

  /// A required input.
  public func input(_ index: Int) throws -> ValueID {
    guard let value = optionalInput(index) else {
      throw ImportError(.invalidInputs, "required input \(index) is missing")
    }
    return value
  }

  /// An input that the operator defines but a model may leave out. Importers ask even for those they ignore: an
  /// input that nobody asks for is refused.
  public func optionalInput(_ index: Int) -> ValueID? {
    usage.count = max(usage.count, index + 1)
    return index < arguments.count ? arguments[index] : nil
  }

  public func type(_ value: ValueID) -> TensorType { session.editor.graph[value].type }

  /// The value as numbers when it is a constant of the graph, and all of it holds data.
  public func constantTensor(_ value: ValueID) -> Tensor? {
    session.extents(of: value).isEmpty ? session.editor.graph[value].constant : nil
  }

  /// The value as numbers when they are known at compile time.
  public func knownTensor(_ value: ValueID) throws -> Tensor? { try session.knownTensor(value) }

  /// True for the model's own constants and what was computed from them; their numbers are the same in every run.
  public func isConstant(_ value: ValueID) -> Bool { constantTensor(value) != nil }

  /// The numbers of an input that must be known because shapes depend on them.
  public func constantInput(_ index: Int, _ role: String) throws -> Tensor {
    let value = try input(index)
    if let tensor = try knownTensor(value) { return tensor }
    throw ImportError(
      .inputNotConstant,
      "input \(index) (\(role)) must be constant, '\(session.editor.graph[value].name)' is computed",
      hint:
        "fix the input shapes with --input-shape so that \(role) can be computed ahead, or re-export with it constant"
    )
  }

  /// As `constantInput`, as integers.
  public func integersInput(_ index: Int, _ role: String) throws -> [Int] {
    let tensor = try constantInput(index, role)
    guard let integers = tensor.integers() else {
      throw ImportError(.invalidInputs, "input \(index) (\(role)): expected integers, got \(tensor.type)")
    }
    return integers
  }

  /// As `integersInput`, nil when the input is absent.
  public func optionalIntegersInput(_ index: Int, _ role: String) throws -> [Int]? {
    optionalInput(index) == nil ? nil : try integersInput(index, role)
  }

  // Building

  /// Adds a node with one output. When everything it reads is a small constant it is computed at once, so that
  /// shape arithmetic is gone before it matters.
  public func add(_ op: any Operator, _ inputs: [ValueID?]) throws -> ValueID {
    let outputs = try addAll(op, inputs)
    guard let first = outputs.first else {
      throw ImportError(.internalInvariant, "\(op.name) has no output")
    }
    return first
  }

  /// As `add`, for any number of outputs.
  public func addAll(_ op: any Operator, _ inputs: [ValueID?]) throws -> [ValueID] {
    try session.add(op, inputs, wish: wish(op), origin: origin)
  }

  public func constant(_ tensor: Tensor) -> ValueID {
    session.editor.addConstant(tensor, name: "\(resultName)/constant")
  }

  func wish(_ op: any Operator) -> String { "\(resultName)/\(op.name)" }

  var resultName: String {
    importer.scope.prefix + (node.outputs.first { !$0.isEmpty } ?? origin.operatorType)
  }

  // Attributes

  public func hasAttribute(_ name: String) -> Bool { attribute(name) != nil }

  public func int(_ name: String) throws -> Int? {
    guard let value = attribute(name) else { return nil }
    guard case .int(let number) = value else { throw wrongType(name, "an integer") }
    guard let exact = Int(exactly: number) else { throw wrongType(name, "an integer in range") }
    return exact
  }

  public func int(_ name: String, default fallback: Int) throws -> Int { try int(name) ?? fallback }

  /// An integer attribute that is 0 or 1.
  public func flag(_ name: String, default fallback: Bool = false) throws -> Bool {
    guard let value = try int(name) else { return fallback }
    guard value == 0 || value == 1 else { throw invalid(name, "expected 0 or 1, got \(value)") }
    return value == 1
  }

  public func ints(_ name: String) throws -> [Int]? {
    guard let value = attribute(name) else { return nil }
    guard case .ints(let numbers) = value else { throw wrongType(name, "a list of integers") }
    return numbers.map { Int(clamping: $0) }
  }

  public func float(_ name: String) throws -> Float? {
    guard let value = attribute(name) else { return nil }
    guard case .float(let number) = value else { throw wrongType(name, "a float") }
    return number
  }

  public func float(_ name: String, default fallback: Float) throws -> Float { try float(name) ?? fallback }

  public func floats(_ name: String) throws -> [Float]? {
    guard let value = attribute(name) else { return nil }
    guard case .floats(let numbers) = value else { throw wrongType(name, "a list of floats") }
    return numbers
  }

  public func string(_ name: String) throws -> String? {
    guard let value = attribute(name) else { return nil }
    guard case .string(let bytes) = value else { throw wrongType(name, "a string") }
    return String(decoding: bytes, as: UTF8.self)
  }

  public func strings(_ name: String) throws -> [String]? {
    guard let value = attribute(name) else { return nil }
    guard case .strings(let list) = value else { throw wrongType(name, "a list of strings") }
    return list.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A tensor, stored densely or by its non-zero elements.
  public func tensor(_ name: String) throws -> Tensor? {
    switch attribute(name) {
    case nil: nil
    case .tensor(let tensor): try Tensor(onnx: tensor)
    case .sparseTensor(let tensor): try Tensor(onnx: tensor)
    case .float, .int, .string, .graph, .type, .floats, .ints, .strings, .tensors, .graphs, .sparseTensors,
      .types, .undefined:
      throw wrongType(name, "a tensor")
    }
  }

  /// One of a fixed set of spellings.
  public func choice(_ name: String, of allowed: [String], default fallback: String) throws -> String {
    let value = try string(name) ?? fallback
    guard allowed.contains(value) else {
      throw invalid(name, "expected one of \(allowed.joined(separator: ", ")), got '\(value)'")
    }
    return value
  }

  /// An axis given as an attribute, normalised to `0..<rank`.
  public func axis(_ name: String = "axis", default fallback: Int, rank: Int) throws -> Int {
    try normalizeAxis(try int(name, default: fallback), rank: rank)
  }

  /// Counts a negative axis from the end and checks the range.
  public func normalizeAxis(_ axis: Int, rank: Int) throws -> Int {
    let normalized = axis < 0 ? axis + rank : axis
    guard normalized >= 0, normalized < rank else {
      throw ImportError(.invalidAttribute, "axis \(axis) is out of range for rank \(rank)")
    }
    return normalized
  }

  /// Several axes, normalised, in the given order; repeats are refused.
  public func normalizeAxes(_ axes: [Int], rank: Int) throws -> [Int] {
    let normalized = try axes.map { try normalizeAxis($0, rank: rank) }
    guard Set(normalized).count == axes.count else {
      throw ImportError(.invalidAttribute, "axes \(axes) name one axis twice")
    }
    return normalized
  }

  public func invalid(_ attribute: String, _ problem: String) -> ImportError {
    ImportError(.invalidAttribute, "attribute '\(attribute)': \(problem)")
  }

  func wrongType(_ name: String, _ expected: String) -> ImportError {
    invalid(name, "expected \(expected)")
  }

  func attribute(_ name: String) -> ONNXAttributeValue? {
    node.attributes.first { $0.name == name }?.value
  }
}
