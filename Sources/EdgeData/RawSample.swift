public import EdgeIR

/// A sample of a model whose shapes come from the data: arrays by position or name, read when asked for.
public struct RawSample {
  /// The folder, archive or file.
  public let path: String
  private let group: TensorGroup

  fileprivate init(_ path: String) throws {
    self.path = path
    group = try TensorGroup(path)
  }

  /// All arrays' names, sorted; `input_0` and the like among them. None for a file of one array.
  public var names: [String] { group.names }

  /// How many inputs have a place: one more than the largest index of `input_I`, 0 without any.
  public var indexedInputCount: Int { (group.indices(.input).last ?? -1) + 1 }
  public var indexedOutputCount: Int { (group.indices(.output).last ?? -1) + 1 }

  /// The data for a model's input, or nil when there are none.
  ///
  /// - Parameter isOnly: The model has no other input, so that a lone array is meant whatever its name.
  /// - Throws: `Diagnostic` E702, E105, E106, E801.
  public func input(_ index: Int, name: String, isOnly: Bool) throws -> Tensor? {
    try group.open(Slot(role: .input, index: index, name: name, isOnlyInput: isOnly))?.read()
  }

  /// The numbers a model's output should have, or nil when the data do not say.
  ///
  /// - Throws: As `input`.
  public func output(_ index: Int, name: String) throws -> Tensor? {
    try group.open(Slot(role: .output, index: index, name: name, isOnlyInput: false))?.read()
  }

  /// The array called `name`, or nil when there is none.
  ///
  /// - Throws: As `input`.
  public func tensor(named name: String) throws -> Tensor? { try group.open(named: name)?.read() }
}

extension DataSet {
  /// The samples at `path` without a model's types: a folder in one of the layouts of `load`, each of several
  /// folders, or one `.npz` or tensor file. Leading axes are not taken for samples.
  ///
  /// - Throws: `Diagnostic` E801, E702.
  public static func loadRaw(_ path: String) throws -> [RawSample] {
    try DataSetLayout(path, inputNames: nil).places.map { try RawSample($0) }
  }
}
