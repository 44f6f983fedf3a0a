import EdgeIR
import EdgeSupport

/// What one import knows of values of which only a part holds data.
struct ExtentTable {
  var axes: [ValueID: AxisExtents] = [:]
  /// Values that are zero beyond their extents.
  var zeroBeyond: Set<ValueID> = []
  /// The values that hold an extent's number, and what they hold.
  var numbers: [Extent: ValueID] = [:]
  var meanings: [ValueID: Extent] = [:]
  /// Values cut to their size, by the whole value.
  var exact: [ValueID: ValueID] = [:]
  /// Whether sizes are to be taken from given data, rather than left to the run.
  var prefersData = false
  /// How often extents were looked at; an importer that never did has not noticed them.
  var uses = 0
}

/// An operator was given a value of which only a part holds data, and needs the exact size.
struct SizeUnknown: Error {
  let name: String
  let type: TensorType
}

extension ImportSession {
  func extents(of value: ValueID?) -> AxisExtents { value.flatMap { table.axes[$0] } ?? [:] }

  func setExtents(of value: ValueID, _ extents: AxisExtents) {
    table.axes[value] = extents.isEmpty ? nil : extents
  }

  /// What an operator makes of its inputs' extents; nil when all are full.
  ///
  /// - Throws: `SizeUnknown`.
  func flow(_ op: any Operator, _ inputs: [ValueID?], _ outputs: [TensorType]) throws -> ExtentFlow? {
    let extents = inputs.map(extents)
    guard let bounded = zip(inputs, extents).first(where: { !$1.isEmpty })?.0 else { return nil }
    table.uses += 1
    let types = inputs.map { $0.map { editor.graph[$0].type } }
    guard let flow = op.extentFlow(extents, types, outputs) else { throw sizeUnknown(bounded) }
    return flow
  }

  /// The inputs with zeros beyond their extents where the operator needs them.
  func zeroed(_ inputs: [ValueID?], _ flow: ExtentFlow, _ builder: SessionBuilder) throws -> [ValueID?] {
    try inputs.enumerated().map { position, input in
      guard let input, flow.zeroedInputs.contains(position) else { return input }
      let extents = extents(of: input)
      if extents.isEmpty || table.zeroBeyond.contains(input) { return input }
      let result = try vocabulary.zeroed(input, extents, builder)
      setExtents(of: result, extents)
      table.zeroBeyond.insert(result)
      return result
    }
  }

  /// Remembers what became of the inputs' extents in a new node's outputs.
  func record(_ flow: ExtentFlow?, _ inputs: [ValueID?], outputs: [ValueID]) {
    guard let flow else { return }
    for (output, extents) in zip(outputs, flow.outputs) {
      setExtents(of: output, extents)
      if flow.keepsZeros, let first = inputs.first ?? nil, table.zeroBeyond.contains(first) {
        table.zeroBeyond.insert(output)
      }
    }
  }

  /// Remembers the extents of a new data-dependent node's outputs. Where there is room for nothing, nothing depends on
  /// data.
  func recordExtents(_ op: any Operator, outputs: [ValueID]) {
    guard let op = op as? any DataDependentShape else { return }
    for limit in op.outputExtents {
      let (output, count) = (outputs[limit.output], outputs[limit.count])
      let extent = Extent(count: count, capacity: editor.graph[output].type.shape[limit.axis])
      if extent.capacity == 0 { continue }
      table.axes[output, default: [:]][limit.axis] = extent
      table.zeroBeyond.insert(output)
      table.numbers[extent] = table.numbers[extent] ?? count
      table.meanings[count] = table.meanings[count] ?? extent
    }
  }

  /// Outputs of a data-dependent operator whose inputs are known, cut to their size.
  func trimmed(_ op: any Operator, _ results: [Tensor]) -> [Tensor] {
    guard let op = op as? any DataDependentShape else { return results }
    return results.enumerated().map { index, tensor in
      var sizes = tensor.shape
      for limit in op.outputExtents where limit.output == index {
        let count = results[limit.count].integers()?.first ?? 0
        sizes[limit.axis] = min(max(count, 0), sizes[limit.axis])
      }
      return tensor.leading(sizes)
    }
  }

  /// The i64 scalar that holds an extent's number.
  func number(_ extent: Extent, _ builder: SessionBuilder) throws -> ValueID {
    if let known = table.numbers[extent] { return known }
    let value = try vocabulary.number(extent, builder)
    table.numbers[extent] = value
    table.meanings[value] = extent
    return value
  }

  /// The sizes that a value has in the end, where data say so; nil when they do not.
  func knownSizes(_ value: ValueID) throws -> [Int]? {
    var sizes = editor.graph[value].type.shape
    for (axis, extent) in extents(of: value).sorted(by: { $0.key < $1.key }) {
      guard let count = try knownTensor(extent.count)?.integers()?.first else { return nil }
      sizes[axis] = extent.size(count: count)
    }
    return sizes
  }

  /// Every value cut to its size; nil when the data do not decide one.
  private func exact(_ values: [ValueID?], _ builder: SessionBuilder) throws -> [ValueID?]? {
    var results: [ValueID?] = []
    for value in values {
      let result = try value.flatMap { try exact($0, builder) }
      if value != nil, result == nil { return nil }
      results.append(result)
    }
    return results
  }

  /// A value cut to the size that it has for the given data; nil when these do not decide it.
  func exact(_ value: ValueID, _ builder: SessionBuilder) throws -> ValueID? {
    if extents(of: value).isEmpty { return value }
    if let known = table.exact[value] { return known }
    guard let sizes = try knownSizes(value) else { return nil }
    let wish = "\(editor.graph[value].name)/exact"
    let result = try editor.add(
      vocabulary.leading(sizes), [value], names: [wish], origins: builder.origins)[0]
    table.exact[value] = result
    return result
  }
}

extension ImportSession {
  /// Adds an output for every number that says how much of an output holds data.
  func addCounts() throws {
    var positions: [Extent: Int] = [:]
    let outputs = editor.graph.outputs
    for (index, output) in outputs.enumerated() {
      let extents = extents(of: output.value).sorted { $0.key < $1.key }
      for (axis, extent) in extents {
        if positions[extent] == nil {
          let name = extents.count == 1 ? "\(output.name).count" : "\(output.name).count.\(axis)"
          positions[extent] = editor.graph.outputs.count
          editor.addOutput(name: name, value: try number(extent, SessionBuilder(self, wish: name)))
        }
        guard let count = positions[extent] else { continue }
        editor.limitOutput(OutputExtent(output: index, axis: axis, count: count))
      }
    }
  }

  func sizeUnknown(_ value: ValueID) -> SizeUnknown {
    SizeUnknown(name: editor.graph[value].name, type: editor.graph[value].type)
  }

  /// Imports a node on the values as they are or, where that fails because only a part of one holds data, on values
  /// cut to their size, if the data say what it is.
  func orExact(
    _ inputs: [ValueID?], _ build: ([ValueID?]) throws -> [ValueID], for origin: Origin
  ) throws -> [ValueID] {
    do {
      return try build(inputs)
    } catch {
      let bounded = inputs.first { !extents(of: $0).isEmpty } ?? nil
      let builder = SessionBuilder(self, origin: origin, wish: "exact")
      let failure = error as? SizeUnknown
      if bounded != nil || failure != nil, let exact = try exact(inputs, builder) {
        table.prefersData = true
        defer { table.prefersData = false }
        do {
          return try build(exact)
        } catch  where failure != nil && bounded == nil {
          // The data do not decide it: what was wrong at first is what is wrong.
        }
      }
      guard let failure else { throw error }
      let problem = bounded.map(sizeUnknown) ?? failure
      throw ImportError(
        .sizeDependsOnData,
        "the size of '\(problem.name)' depends on data: it is at most \(problem.type), and \(origin.operatorType) "
          + "needs to know it",
        hint:
          "make '\(problem.name)' an output of the model and do the rest on the host, or use `edgec run` with data"
      )
    }
  }

  /// Fails when an importer has not noticed that only a part of an input holds data.
  func noticing(_ inputs: [ValueID?], _ build: () throws -> [ValueID]) throws -> [ValueID] {
    guard let bounded = inputs.first(where: { !extents(of: $0).isEmpty }) ?? nil else { return try build() }
    let uses = table.uses
    let results = try build()
    if table.uses == uses, !results.contains(where: { inputs.contains($0) }) { throw sizeUnknown(bounded) }
    return results
  }

  /// What is known of a value of the graph around holds of the one that stands for it.
  func captureExtents(of value: ValueID, _ outer: ImportSession, as inner: ValueID) {
    for (axis, extent) in outer.extents(of: value).sorted(by: { $0.key < $1.key }) {
      table.axes[inner, default: [:]][axis] = extent.counted(by: capture(extent.count))
    }
    if let meaning = outer.table.meanings[value] {
      let own = meaning.counted(by: meaning.count == value ? inner : capture(meaning.count))
      table.meanings[inner] = own
      table.numbers[own] = inner
    }
  }
}

/// Adds nodes on behalf of one of the model's.
struct SessionBuilder: ExtentBuilder {
  let session: ImportSession
  /// The node of the model; nil when it is the import's own business.
  let origin: Origin?
  /// What names derive from.
  let wish: String

  init(_ session: ImportSession, origin: Origin? = nil, wish: String) {
    self.session = session
    self.origin = origin
    self.wish = wish
  }

  func type(_ value: ValueID) -> TensorType { session.editor.graph[value].type }

  func constant(_ tensor: Tensor) -> ValueID {
    session.editor.addConstant(tensor, name: "\(wish)/constant")
  }

  /// Outside the bookkeeping of extents: what is added here implements it.
  func add(_ op: any Operator, _ inputs: [ValueID?]) throws -> ValueID {
    try session.editor.add(op, inputs, names: ["\(wish)/\(op.name)"], origins: origins)[0]
  }

  var origins: [Origin] { origin.map { [$0] } ?? [] }

  func number(_ extent: Extent) throws -> ValueID { try session.number(extent, self) }
}
