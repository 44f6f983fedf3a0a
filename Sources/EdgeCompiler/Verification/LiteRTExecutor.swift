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

/// A TFLite model in Google's runtime: Python's `ai_edge_litert`, where there is one.
struct LiteRTExecutor: ArtifactExecutor {
  let python: String
  let model: [UInt8]
  let path: String

  /// The Python named in `EDGEC_LITERT_PYTHON`, or that of `.venv` below the current folder, if it has the runtime.
  ///
  /// - Throws: `Diagnostic` E803 when there is none.
  static func findPython() throws -> String {
    let named = getenv("EDGEC_LITERT_PYTHON").map { String(cString: $0) }
    for python in [named, ".venv/bin/python"].compactMap({ $0 }) {
      let probe = try ChildProcess.run([
        python, "-c", "import importlib.util as u; u.find_spec('ai_edge_litert').name",
      ])
      if probe?.status == 0 { return python }
    }
    throw Diagnostic.error(
      .invalidOption, "executing a TFLite model needs Python's ai_edge_litert, which was not found",
      notes: ["looked in EDGEC_LITERT_PYTHON (\(named ?? "not set")) and .venv/bin/python"],
      hint: "pip install ai-edge-litert, and set EDGEC_LITERT_PYTHON to that Python")
  }

  func run(_ samples: [[Tensor]]) throws -> [[Tensor]] {
    let folder = try TemporaryFolder()
    try FileSystem.write(LiteRTExecutor.script, to: "\(folder.path)/run.py")
    try FileSystem.write(model, to: "\(folder.path)/model.tflite")
    for (sample, inputs) in samples.enumerated() {
      for (index, tensor) in inputs.enumerated() {
        try TensorFile.write(tensor, "\(folder.path)/\(sample)_input_\(index).npy")
      }
    }
    let result = try ChildProcess.run([python, "\(folder.path)/run.py", folder.path, "\(samples.count)"])
    guard let result, result.status == 0 else {
      throw Diagnostic.error(
        .dataMismatch, "the TFLite runtime does not run the model", at: .init(file: path),
        notes: (result?.errors ?? "").split(separator: "\n").suffix(3).map(String.init),
        hint: "if edgec wrote this file, please report it with the model")
    }
    let outputs = Int(String(decoding: result.output.prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self)) ?? 0
    return try samples.indices.map { sample in
      try (0..<outputs).map { try TensorFile.read("\(folder.path)/\(sample)_output_\($0).npy") }
    }
  }

  /// Reads SAMPLE_input_I.npy, writes SAMPLE_output_I.npy, prints how many outputs there are.
  private static let script = """
    import sys
    import numpy as np
    from ai_edge_litert.interpreter import Interpreter

    folder, samples = sys.argv[1], int(sys.argv[2])
    interpreter = Interpreter(model_path=f"{folder}/model.tflite", num_threads=1)
    interpreter.allocate_tensors()
    inputs, outputs = interpreter.get_input_details(), interpreter.get_output_details()
    for sample in range(samples):
        for index, detail in enumerate(inputs):
            interpreter.set_tensor(detail["index"], np.load(f"{folder}/{sample}_input_{index}.npy"))
        interpreter.invoke()
        for index, detail in enumerate(outputs):
            np.save(f"{folder}/{sample}_output_{index}.npy", interpreter.get_tensor(detail["index"]))
    print(len(outputs))

    """
}
