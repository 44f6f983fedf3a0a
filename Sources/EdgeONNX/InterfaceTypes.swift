import EdgeIR
import EdgeSupport
import ONNXFormat

/// Gives every graph input a fully known type: from data, from the command line, from the model, or by taking a
/// free leading dimension to be 1.
struct InterfaceTypes {
  struct Input {
    let name: String
    let type: TensorType
  }

  let graph: ONNXGraph
  let options: ImportOptions
  private(set) var notes: [Diagnostic] = []
  private var problems: [Diagnostic] = []
  private var usedDimensions: Set<String> = []

  init(graph: ONNXGraph, options: ImportOptions) {
    self.graph = graph
    self.options = options
  }

  /// Inputs that are not merely default values of initializers, in order.
  mutating func resolve() throws -> [Input] {
    let initialized = Set(graph.initializers.map(\.name) + graph.sparseInitializers.map(\.values.name))
    let declared = graph.inputs.filter { !initialized.contains($0.name) }
    var seen: Set<String> = []
    var inputs: [Input] = []
    for info in declared {
      if !seen.insert(info.name).inserted {
        problems.append(.error(.duplicateName, "two inputs have one name", at: .init(value: info.name)))
      } else if let type = type(of: info) {
        inputs.append(Input(name: info.name, type: type))
      }
    }
    checkOptions(declared)
    if !problems.isEmpty { throw DiagnosticsError(problems) }
    return inputs
  }

  private mutating func type(of info: ONNXValueInfo) -> TensorType? {
    let location = Diagnostic.Location(value: info.name)
    guard case .tensor(let onnxElement, let declared)? = info.type else {
      problems.append(
        .error(.unsupportedElementType, "graph input is not a plain tensor", at: location))
      return nil
    }
    guard let element = ElementType(onnx: onnxElement) else {
      problems.append(
        .error(.unsupportedElementType, "element type \(onnxElement) is not supported", at: location))
      return nil
    }
    guard let shape = shape(info.name, declared) else { return nil }
    let type = TensorType(element, shape)
    if !type.fits(limitInBytes: tensorLimitInBytes) {
      problems.append(
        .error(.sizeLimitExceeded, "shape \(shape) is larger than \(tensorLimitInBytes) bytes", at: location))
      return nil
    }
    if let tensor = options.boundInputs[info.name], tensor.type != type {
      problems.append(
        .error(
          .dataMismatch, "expected \(type), got \(tensor.type)", at: location,
          hint: "give data of the declared type and shape"))
      return nil
    }
    return type
  }

  private mutating func shape(_ name: String, _ declared: [ONNXDimension]?) -> [Int]? {
    let location = Diagnostic.Location(value: name)
    if let given = options.inputShapes[name] {
      if let declared, declared.count != given.count {
        problems.append(
          .error(
            .shapeMismatch, "the model declares rank \(declared.count), --input-shape gives \(given)",
            at: location))
        return nil
      }
      return given
    }
    let bound = options.boundInputs[name]?.shape
    guard let declared else {
      if let bound { return bound }
      problems.append(
        .error(
          .dimensionNotPinned, "graph input has no declared shape", at: location,
          hint: "give one with --input-shape \(name)=1,3,224,224"))
      return nil
    }
    if let bound, bound.count != declared.count {
      problems.append(
        .error(.dataMismatch, "expected rank \(declared.count), got shape \(bound)", at: location))
      return nil
    }
    var shape: [Int] = []
    for (axis, dimension) in declared.enumerated() {
      guard let size = size(dimension, axis, name, bound?[axis]) else { return nil }
      shape.append(size)
    }
    return shape
  }

  private mutating func size(_ dimension: ONNXDimension, _ axis: Int, _ name: String, _ bound: Int?) -> Int? {
    let location = Diagnostic.Location(value: name)
    let label: String
    switch dimension {
    case .value(let size):
      if size >= 0 { return size }
      problems.append(.error(.malformedModel, "dimension \(axis) is negative", at: location))
      return nil
    case .parameter(let parameter):
      if let pinned = options.dimensions[parameter] {
        usedDimensions.insert(parameter)
        return pinned
      }
      label = "'\(parameter)'"
    case .unknown:
      label = "without a name"
    }
    if let bound { return bound }
    if axis == 0 {
      notes.append(
        Diagnostic(
          .note, .dimensionPinned, "leading dimension \(label) taken to be 1", at: location,
          hint: "choose another size with \(flag(dimension, name))"))
      return 1
    }
    problems.append(
      .error(
        .dimensionNotPinned, "dimension \(axis) \(label) has no fixed size", at: location,
        hint: "fix it with \(flag(dimension, name))"))
    return nil
  }

  private func flag(_ dimension: ONNXDimension, _ name: String) -> String {
    switch dimension {
    case .parameter(let parameter): "--dim \(parameter)=N"
    case .value, .unknown: "--input-shape \(name)=DIMS"
    }
  }

  /// Options that name nothing in the model are mistakes, not wishes.
  private mutating func checkOptions(_ declared: [ONNXValueInfo]) {
    let inputNames = declared.map(\.name)
    for name in options.inputShapes.keys.sorted() where !inputNames.contains(name) {
      problems.append(
        .error(
          .unknownDimension, "--input-shape names '\(name)', which is no input of the model",
          hint: "inputs are \(inputNames.joined(separator: ", "))"))
    }
    var symbols: [String] = []
    for case .tensor(_, let shape?) in declared.compactMap(\.type) {
      for case .parameter(let parameter) in shape where !symbols.contains(parameter) {
        symbols.append(parameter)
      }
    }
    for name in options.dimensions.keys.sorted() where !symbols.contains(name) {
      let known = symbols.isEmpty ? "the model has none" : "symbols are \(symbols.joined(separator: ", "))"
      problems.append(
        .error(.unknownDimension, "--dim names '\(name)', which is no dimension of the inputs", hint: known))
    }
  }
}
