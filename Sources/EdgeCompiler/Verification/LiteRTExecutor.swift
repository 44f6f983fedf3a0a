import EdgeData
import EdgeIR
import EdgeSupport

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Which of its kernels LiteRT takes.
public enum LiteRTResolver: String, Hashable, Sendable, CaseIterable {
  /// The reference kernels, which integers are rounded like.
  case reference
  /// What an application gets by default: optimised kernels and XNNPACK.
  case standard
}

/// LiteRT in a Python of its own: numbers travel in files, and the process has limited time.
struct LiteRTExecutor: ArtifactExecutor {
  /// What the model is, as edgec reads it.
  let graph: Graph
  private let bytes: [UInt8]
  private let resolver: LiteRTResolver
  private let python: String
  private let progress: ((Progress) -> Void)?

  /// - Parameter python: nil for the first Python with LiteRT: that of `$VIRTUAL_ENV`, or `python3`.
  /// - Throws: `Diagnostic` E502 when there is none.
  init(
    _ bytes: [UInt8], _ resolver: LiteRTResolver, _ graph: Graph, python: String?,
    progress: ((Progress) -> Void)?
  ) throws {
    self.bytes = bytes
    self.resolver = resolver
    self.graph = graph
    self.progress = progress
    self.python = try Self.find(python)
  }

  private static func find(_ name: String?) throws -> String {
    let environment = getenv("VIRTUAL_ENV").map { String(cString: $0) + "/bin/python3" }
    let candidates = name.map { [$0] } ?? [environment, "python3"].compactMap { $0 }
    var obstacles: [String] = []
    for candidate in candidates {
      let probe = try ChildProcess.run(
        [candidate, "-c", LiteRTScript.text, "--probe"], timeout: .seconds(60))
      switch probe?.status {
      case nil, 127: obstacles.append("there is no '\(candidate)'")
      case 0: return candidate
      case 3: obstacles.append("'\(candidate)' has neither ai_edge_litert, tflite_runtime nor tensorflow")
      case let status?:
        let last = probe?.errors.split(separator: "\n").last.map { ": \($0)" } ?? ""
        obstacles.append("'\(candidate)' ended with status \(status)\(last)")
      }
    }
    throw Diagnostic.error(
      .runtimeFailed, "found no Python with LiteRT", notes: obstacles,
      hint: "pip install ai-edge-litert, and name that Python with --python if it is not python3")
  }

  func run(_ samples: [[Tensor]]) throws -> [[Tensor]] {
    let folder = try TemporaryFolder()
    let model = "\(folder.path)/model.tflite"
    try FileSystem.write(bytes, to: model)
    for (sample, inputs) in samples.enumerated() {
      for (index, tensor) in inputs.enumerated() {
        try TensorFile.write(tensor.as(tensor.type.plain), "\(folder.path)/\(sample)_input_\(index).npy")
      }
    }
    progress?(Progress(.running, done: 0, total: samples.count))
    let limit = Duration.seconds(120 + 20 * min(samples.count, 10_000))
    let result = try ChildProcess.run(
      [python, "-c", LiteRTScript.text, model, resolver.rawValue, folder.path, "\(samples.count)"],
      timeout: limit)
    guard let result, result.status == 0 else { throw failure(result, limit) }
    progress?(Progress(.running, done: samples.count, total: samples.count))
    let types = graph.outputs.map { graph[$0.value].type }
    return try samples.indices.map { sample in
      try types.enumerated().map { index, type in
        try TensorFile.read("\(folder.path)/\(sample)_output_\(index).npy").as(type)
      }
    }
  }

  private func failure(_ result: ChildProcess?, _ limit: Duration) -> Diagnostic {
    let what =
      result?.status == ChildProcess.timeoutStatus
      ? "did not end within \(limit.components.seconds) s" : "ended with status \(result?.status ?? 127)"
    let notes = (result?.errors ?? "").split(separator: "\n").suffix(4).map(String.init)
    return .error(
      .runtimeFailed, "LiteRT \(what)", notes: notes,
      hint: "the runtime says why; a newer one may know the model's operators")
  }
}
