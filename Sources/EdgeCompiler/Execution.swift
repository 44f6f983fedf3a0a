import EdgeData
public import EdgeIR
import EdgeONNX
import EdgeSupport

/// Where a run's numbers come from.
public enum RunData {
  /// A folder or archive in one of the layouts of `DataSet`.
  case dataSet(String)
  /// A file for each input.
  case files([(input: String, path: String)])
}

/// What computes.
public enum ExecutionBackend: String, Hashable, Sendable, CaseIterable {
  /// The reference interpreter on the imported graph.
  case reference
  /// Generated C, compiled and run on this machine.
  case c
}

/// What one run computed.
public struct RunResult {
  /// The name of the folder that the inputs came from; nil when there was but one sample.
  public let sample: String?
  public let outputs: [(name: String, tensor: Tensor)]
}

extension Compiler {
  /// Runs a model, sample by sample. Shapes come from the data; only where the model fixes them all may a leading
  /// axis count samples, which is then that of the outputs too.
  ///
  /// - Throws: `DiagnosticsError` for everything wrong with the model or the data.
  public func run(
    _ file: ModelFile, on data: RunData, backend: ExecutionBackend, receive: (RunResult) throws -> Void
  ) throws {
    let inputs = file.inputs
    switch data {
    case .files(let files):
      try receive(
        RunResult(sample: nil, outputs: run(file, inputs, try read(files, for: inputs, of: file), backend)))
    case .dataSet(let path):
      let samples = try DataSet.loadRaw(path)
      if samples.count == 1, let stacked = try runStacked(file, path, backend) { return try receive(stacked) }
      for sample in samples {
        let tensors = try self.inputs(inputs, in: sample)
        let name = samples.count == 1 ? nil : FileSystem.baseName(sample.path)
        try receive(RunResult(sample: name, outputs: run(file, inputs, tensors, backend)))
      }
    }
  }

  /// The data as samples along a leading axis, run one by one, where that is how they fit the model's shapes and
  /// the model has not left it to the data; nil otherwise.
  private func runStacked(
    _ file: ModelFile, _ path: String, _ backend: ExecutionBackend
  ) throws -> RunResult? {
    let ports = file.inputs
    let types = ports.compactMap(\.type)
    guard types.count == ports.count,
      let set = try? DataSet.load(path, inputs: Array(zip(ports.map(\.name), types))), set.count > 1
    else { return nil }
    let graph = try importModel(file).graph
    let executor = try executor(for: graph, backend)
    var runs: [[Tensor]] = []
    for index in 0..<set.count { runs += try executor.run([set[index].inputs]) }
    runs = runs.map(graph.trimmed)
    let outputs = try graph.modelOutputs.enumerated().map { index, output in
      (output.name, try Tensor.stacked(runs.map { $0[index] }, output.name))
    }
    return RunResult(sample: nil, outputs: outputs)
  }

  func inputs(_ ports: [ModelFile.Port], in sample: RawSample) throws -> [Tensor] {
    try ports.enumerated().map { index, port in
      guard let tensor = try sample.input(index, name: port.name, isOnly: ports.count == 1) else {
        throw missing(port, index, sample.path)
      }
      return port.fitted(tensor)
    }
  }

  private func executor(for graph: Graph, _ backend: ExecutionBackend) throws -> any ArtifactExecutor {
    switch backend {
    case .reference: GraphExecutor(graph: graph, progress: options.progress)
    case .c: try CExecutor(harness(canonicalize(graph, for: .c), name: "model"), progress: options.progress)
    }
  }

  private func run(
    _ file: ModelFile, _ inputs: [ModelFile.Port], _ tensors: [Tensor], _ backend: ExecutionBackend
  ) throws -> [(name: String, tensor: Tensor)] {
    let bound = Dictionary(zip(inputs.map(\.name), tensors)) { first, _ in first }
    let graph = try importModel(file, boundInputs: bound).graph
    let executor = try executor(for: graph, backend)
    let outputs = try executor.run([tensors]).first ?? []
    return zip(graph.modelOutputs, graph.trimmed(outputs)).map { ($0.name, $1) }
  }

  private func read(
    _ files: [(input: String, path: String)], for inputs: [ModelFile.Port], of file: ModelFile
  ) throws -> [Tensor] {
    let names = inputs.map(\.name)
    for given in files where !names.contains(given.input) {
      throw Diagnostic.error(
        .dataMismatch, "the model has no input '\(given.input)'", at: .init(file: file.path),
        hint: "its inputs are \(names.joined(separator: ", "))")
    }
    return try inputs.enumerated().map { index, port in
      guard let given = files.last(where: { $0.input == port.name }) else {
        throw missing(port, index, file.path)
      }
      let pinned = options.importing.inputShapes[port.name]
      let type = port.type.map { $0.with(shape: pinned ?? $0.shape) }
      let isScalar = type.map { $0.rank == 0 } ?? false
      return port.fitted(try TensorFile.read(given.path, as: isScalar ? nil : type))
    }
  }

  private func missing(_ port: ModelFile.Port, _ index: Int, _ path: String) -> Diagnostic {
    .error(
      .dataMismatch, "there are no data for input '\(port.name)'", at: .init(file: path, value: port.name),
      hint: "name the file input_\(index).npy or \(port.name).npy, or give --input \(port.name)=FILE")
  }
}

extension ModelFile.Port {
  /// One number serves as a scalar whatever rank its file gives it: other runtimes take `[1]` for a scalar, and data
  /// are written that way.
  fileprivate func fitted(_ tensor: Tensor) -> Tensor {
    guard let type, type.rank == 0, tensor.type.elementCount == 1 else { return tensor }
    return tensor.reshaped([])
  }
}

extension RunResult {
  /// Writes `output_0.npy`, … in graph order, below a folder of the sample's name when there are several. Every
  /// element type that edgec computes with is one of numpy's.
  ///
  /// - Returns: the files' paths, in order.
  /// - Throws: `Diagnostic` E802.
  public func write(to folder: String) throws -> [String] {
    let target = sample.map { "\(folder)/\($0)" } ?? folder
    try FileSystem.createDirectory(target)
    return try outputs.enumerated().map { index, output in
      let path = "\(target)/output_\(index).npy"
      try TensorFile.write(output.tensor, path)
      return path
    }
  }
}

extension Tensor {
  /// Tensors of one type along a new leading axis, which takes the place of their own where that is 1.
  ///
  /// - Throws: `Diagnostic` E701 when the types differ because sizes depend on data.
  fileprivate static func stacked(_ tensors: [Tensor], _ name: String) throws -> Tensor {
    guard let type = tensors.first?.type else { return Tensor([0], [Float]()) }
    if let other = tensors.first(where: { $0.type != type }) {
      throw Diagnostic.error(
        .dataMismatch, "samples give outputs of different sizes, \(type) and \(other.type)",
        at: .init(value: name),
        hint: "give each sample in a folder of its own")
    }
    let sample = type.shape.first == 1 ? Array(type.shape.dropFirst()) : type.shape
    let bytes = tensors.flatMap { Array($0.storage.bytes) }
    return Tensor(
      type.with(shape: [tensors.count] + sample),
      storage: bytes.withUnsafeBytes { TensorStorage(copying: $0) })
  }
}
