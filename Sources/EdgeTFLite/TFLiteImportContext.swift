public import EdgeIR
import EdgeSupport
public import TFLiteFormat

/// What an importer sees of one TFLite operator, and the means to build its replacement.
public struct TFLiteImportContext {
  public let node: TFLiteOperator
  /// The operator's inputs; nil where an optional one is absent.
  public let inputs: [ValueID?]
  /// What the file declares of the outputs; nil for an element type that edgec does not compute with. Only element
  /// types may decide what is computed: shapes are inferred and held against these afterwards.
  public let declaredOutputs: [TensorType?]
  let session: TFLiteImportSession
  let driver: TFLiteImportDriver
  let origin: Origin

  /// The runtime whose arithmetic quantized operators are to have.
  public var runtime: TFLiteTarget { driver.runtime }

  // Values

  /// A required input.
  public func input(_ index: Int) throws -> ValueID {
    guard let value = optionalInput(index) else {
      throw TFLiteImportError(.invalidInputs, "required input \(index) is missing")
    }
    return value
  }

  public func optionalInput(_ index: Int) -> ValueID? { index < inputs.count ? inputs[index] : nil }

  public func type(_ value: ValueID) -> TensorType { session.editor.graph[value].type }

  /// The value as numbers when it is a constant of the graph.
  public func constantTensor(_ value: ValueID) -> Tensor? { session.editor.graph[value].constant }

  /// The numbers of an input that must be known because shapes depend on them.
  public func constantInput(_ index: Int, _ role: String) throws -> Tensor {
    let value = try input(index)
    if let tensor = constantTensor(value) { return tensor }
    throw TFLiteImportError(
      .inputNotConstant,
      "input \(index) (\(role)) must be constant, '\(session.editor.graph[value].name)' is computed",
      hint: "convert the model again with fixed input shapes")
  }

  /// As `constantInput`, as integers.
  public func integersInput(_ index: Int, _ role: String) throws -> [Int] {
    let tensor = try constantInput(index, role)
    guard let integers = tensor.integers() else {
      throw TFLiteImportError(
        .invalidInputs, "input \(index) (\(role)): expected integers, got \(tensor.type)")
    }
    return integers
  }

  /// As `integersInput`, exactly one.
  public func integerInput(_ index: Int, _ role: String) throws -> Int {
    let integers = try integersInput(index, role)
    guard integers.count == 1 else {
      throw TFLiteImportError(
        .invalidInputs, "input \(index) (\(role)): expected one integer, got \(integers.count)")
    }
    return integers[0]
  }

  /// The element type that the file declares for an output.
  public func declaredElement(_ index: Int) throws -> ElementType {
    guard declaredOutputs.indices.contains(index), let type = declaredOutputs[index] else {
      throw TFLiteImportError(
        .unsupportedElementType, "output \(index) has an element type edgec does not read")
    }
    return type.element
  }

  // Building

  /// Adds a node with one output. When everything it reads is a small constant it is computed at once, so that
  /// shape arithmetic is gone before it matters.
  public func add(_ op: any Operator, _ inputs: [ValueID?]) throws -> ValueID {
    guard let first = try addAll(op, inputs).first else {
      throw TFLiteImportError(.internalInvariant, "\(op.name) has no output")
    }
    return first
  }

  /// As `add`, with any number of outputs.
  public func addAll(_ op: any Operator, _ inputs: [ValueID?]) throws -> [ValueID] {
    try session.add(op, inputs, wish: "\(resultName)/\(op.name)", origin: origin)
  }

  public func constant(_ tensor: Tensor) -> ValueID {
    session.editor.addConstant(tensor, name: "\(resultName)/constant")
  }

  private var resultName: String { origin.name.isEmpty ? origin.operatorType : origin.name }

  // Checks

  /// Counts a negative axis from the end and checks the range.
  public func normalizeAxis(_ axis: Int, rank: Int) throws -> Int {
    guard axis >= -rank, axis < rank else {
      throw TFLiteImportError(.invalidAttribute, "axis \(axis) is out of range for rank \(rank)")
    }
    return axis < 0 ? axis + rank : axis
  }

  /// Several axes, normalised and ascending; repeats count once, as the runtime has it.
  public func normalizeAxes(_ axes: [Int], rank: Int) throws -> [Int] {
    Set(try axes.map { try normalizeAxis($0, rank: rank) }).sorted()
  }

  /// What an importer throws when the options of its operator are not there.
  public var missingOptions: TFLiteImportError {
    TFLiteImportError(.invalidAttribute, "the operator's options are missing")
  }

  public func invalid(_ option: String, _ problem: String) -> TFLiteImportError {
    TFLiteImportError(.invalidAttribute, "option '\(option)': \(problem)")
  }
}
