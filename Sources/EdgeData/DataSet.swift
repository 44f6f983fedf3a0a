public import EdgeIR
import EdgeSupport

/// Numbers for one run of a model, in the order of its inputs and outputs.
public struct Sample: Sendable {
  public var inputs: [Tensor]
  /// Nil when the data have none.
  public var expectedOutputs: [Tensor]?

  public init(inputs: [Tensor], expectedOutputs: [Tensor]? = nil) {
    self.inputs = inputs
    self.expectedOutputs = expectedOutputs
  }
}

/// Samples for calibration or comparison, read one at a time: memory does not grow with their number, except
/// that compressed and column-major arrays are held whole.
///
/// For one thread: the files of the sample read last stay open, so that reading in order opens each once.
public final class DataSet {
  public typealias Port = (name: String, type: TensorType)

  public let path: String
  /// How many samples there are; at least one.
  public let count: Int

  private struct Part {
    var path: String
    var first: Int
    var count: Int
  }

  private let inputs: [Slot]
  private let outputs: [Slot]
  private let parts: [Part]
  private var current: (part: Int, group: BoundGroup)?

  /// Finds the samples at `path`:
  ///
  /// - a folder with `input_0.pb`, …, `output_0.pb`, … (ONNX's test layout), the same as `.npy` or `.bin`, or
  ///   inputs by name, `NAME.npy`, with `/` in names replaced by `_`;
  /// - a folder of such folders, `test_data_set_N` before any others;
  /// - an `.npz` with an array for each input, named after it;
  /// - for a model of one input, an `.npy`, an `.npz` of one array or with one called `x_calib`, or a folder of such
  ///   files.
  ///
  /// An array of its input's shape is one sample. Otherwise its leading axis counts samples, each with the
  /// input's shape but for axes of size 1. Folders of folders hold one sample in each.
  ///
  /// - Throws: `Diagnostic` E701 when the data do not fit in number, name, type or shape; E702, E105, E106 for
  ///   malformed files; E801. What is wrong within one of many folders is found when that sample is read.
  public static func load(_ path: String, inputs: [Port], outputs: [Port] = []) throws -> DataSet {
    try DataSet(path, inputs: slots(.input, inputs), outputs: slots(.output, outputs))
  }

  private init(_ path: String, inputs: [Slot], outputs: [Slot]) throws {
    self.path = path
    self.inputs = inputs
    self.outputs = outputs
    let names = inputs.flatMap { [$0.indexedName, String($0.name.map { $0 == "/" ? "_" : $0 })] }
    let layout = try DataSetLayout(path, inputNames: names)
    var parts: [Part] = []
    var total = 0
    for place in layout.places {
      let group =
        layout.hasOneSampleEach ? nil : try BoundGroup(place, inputs: inputs, outputs: outputs)
      // Opening an archive verifies or expands all of it: the last one opened is kept.
      current = group.map { (parts.count, $0) }
      parts.append(Part(path: place, first: total, count: group?.count ?? 1))
      total += group?.count ?? 1
    }
    guard total > 0 else {
      throw Diagnostic.error(
        .dataMismatch, "expected at least one sample, got none", at: .init(file: path),
        hint: "give input_0.npy or NAME.npy, folders of them, or an .npz with an array for each input")
    }
    self.parts = parts
    count = total
  }

  /// Sample `index`, which must be in `0..<count`.
  ///
  /// - Throws: As `load`.
  public subscript(index: Int) -> Sample {
    get throws {
      precondition((0..<count).contains(index), "sample \(index) of \(count)")
      let number = parts.partitioningIndex { $0.first > index } - 1
      let part = parts[number]
      if current?.part != number {
        current = (number, try BoundGroup(part.path, inputs: inputs, outputs: outputs))
      }
      guard let group = current?.group, group.count == part.count else {
        throw Diagnostic.error(
          .dataMismatch, "expected \(part.count) sample, got \(current?.group.count ?? 0)",
          at: .init(file: part.path), hint: "in a folder of folders each holds one sample")
      }
      return try group.sample(index - part.first)
    }
  }

  /// All samples at once, for the small sets that tests have.
  public func samples() throws -> [Sample] { try (0..<count).map { try self[$0] } }

  private static func slots(_ role: Slot.Role, _ ports: [Port]) -> [Slot] {
    ports.enumerated().map { index, port in
      Slot(
        role: role, index: index, name: port.name, type: port.type,
        isOnlyInput: role == .input && ports.count == 1)
    }
  }
}

/// The arrays of one folder or archive, bound to a model's inputs and outputs.
private struct BoundGroup {
  let count: Int
  private let inputs: [BoundArray]
  private let outputs: [BoundArray]?

  init(_ path: String, inputs: [Slot], outputs: [Slot]) throws {
    let group = try TensorGroup(path)
    self.inputs = try BoundGroup.bind(inputs, in: group)
    let hasOutputs = try outputs.contains { try group.open($0) != nil }
    self.outputs = hasOutputs ? try BoundGroup.bind(outputs, in: group) : nil
    let arrays = self.inputs + (self.outputs ?? [])
    count = arrays.first?.count ?? 1
    for (array, slot) in zip(arrays, inputs + outputs) where array.count != count {
      throw Diagnostic.error(
        .dataMismatch, "expected \(count) samples as for '\(inputs[0].name)', got \(array.count)",
        at: .init(file: array.array.path, value: slot.name))
    }
  }

  func sample(_ index: Int) throws -> Sample {
    Sample(
      inputs: try inputs.map { try $0.read(index) },
      expectedOutputs: try outputs.map { try $0.map { try $0.read(index) } })
  }

  private static func bind(_ slots: [Slot], in group: TensorGroup) throws -> [BoundArray] {
    if let role = slots.first?.role {
      let known = slots.map(\.name)
      let surplus = group.indices(role).first {
        $0 >= slots.count && !known.contains("\(role.rawValue)_\($0)")
      }
      if let surplus {
        throw Diagnostic.error(
          .dataMismatch,
          "expected \(slots.count) \(role.rawValue)s, got one called '\(role.rawValue)_\(surplus)'",
          at: .init(file: group.path), hint: "the data belong to another model")
      }
    }
    return try slots.compactMap { slot in
      guard let array = try group.open(slot) else {
        throw Diagnostic.error(
          .dataMismatch, "has no array for \(slot.role.rawValue) '\(slot.name)'",
          at: .init(file: group.path, value: slot.name),
          notes: group.names.isEmpty ? [] : ["it has \(group.names.prefix(20).joined(separator: ", "))"],
          hint: "name it \(slot.indexedName), or after the \(slot.role.rawValue)")
      }
      return try slot.type.map { try BoundArray(array, name: slot.name, type: $0) }
    }
  }
}

extension Array {
  /// The first index whose element satisfies `isAfter`, where all elements that do come last.
  fileprivate func partitioningIndex(_ isAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
