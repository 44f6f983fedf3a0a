import EdgeCompiler
import EdgeData
import EdgeIR
import EdgeInterpreter
import EdgeOps
import EdgeSupport
import EdgeTFLite
import EdgeTestSupport
import Testing
import TFLiteFormat

/// Models whose weights are stored in fewer bits, in Google's runtime.
struct StoredWeightsTests {
  private let folder = Fixture.path("models/digits_mlp_dynamo")

  private func convert(_ format: TFLiteWeightFormat, target: TFLiteTarget = .litert) throws -> TFLiteArtifact
  {
    var options = CompilerOptions()
    options.weightFormat = format
    options.tfliteTarget = target
    return try Compiler(options: options, diagnostics: DiagnosticCollector())
      .compileToTFLite(ModelFile("\(folder)/model.onnx"))
  }

  private func imported(_ artifact: TFLiteArtifact) throws -> Graph {
    try TFLiteImportHost.importGraph(
      TFLiteDecoder.decode(artifact.bytes, path: "m.tflite"), file: "m.tflite",
      table: OperatorCatalog.tfliteImporters, notes: DiagnosticCollector())
  }

  /// The model that is read back computes with the rounded weights, in full precision.
  @Test(
    arguments: LiteRTOracle.Resolver.allCases,
    [TFLiteWeightFormat.float16, .weightsInt8, .weightsInt4])
  func computesWithRoundedWeights(
    _ resolver: LiteRTOracle.Resolver, format: TFLiteWeightFormat
  ) throws {
    let artifact = try convert(format)
    let input = try TensorFile.read("\(folder)/input_0.npy")
    let answer = try LiteRTOracle.run(artifact.bytes, inputs: [OracleTensor(input)], resolver: resolver)
    let actual = try #require(answer.outputs[0].tensor)
    let rounded = try Interpreter(imported(artifact)).run([input])[0]
    #expect(Comparison(actual, rounded).firstFailure(relative: 1e-5, absolute: 1e-6) == nil)
    let exact = try TensorFile.read("\(folder)/output_0.npy")
    #expect(Comparison(actual, exact).firstFailure(relative: 1e-5, absolute: 1e-6) != nil)
  }

  @Test func float16HalvesWeights() throws {
    let plain = try convert(.float32).model.subgraphs[0].tensors
    let stored = try convert(.float16).model.subgraphs[0].tensors
    for tensor in plain where tensor.type == .float32 && (tensor.buffer?.count ?? 0) >= 256 {
      let half = try #require(stored.first { $0.name == "\(tensor.name)_float16" })
      #expect(half.buffer?.count == tensor.buffer.map { $0.count / 2 })
      #expect(stored.first { $0.name == tensor.name }?.buffer == nil)
    }
  }

  /// Integers with a scale for each output channel; the multiples of it nearest to the weights.
  @Test(arguments: [(TFLiteWeightFormat.weightsInt8, 8), (.weightsInt4, 4)])
  func weightsAreNearestMultiples(_ format: TFLiteWeightFormat, bits: Int) throws {
    let plain = try convert(.float32).model.subgraphs[0].tensors
    let stored = try convert(format).model.subgraphs[0].tensors
    var count = 0
    for tensor in stored {
      guard let wide = plain.first(where: { tensor.name == "\($0.name)_int\(bits)" }),
        let numbers = wide.buffer?.float32Elements, let scales = tensor.quantization?.scale
      else { continue }
      count += 1
      #expect(tensor.buffer?.count == numbers.count * bits / 8)
      let integers = tensor.buffer?.signedIntegers(bits: bits) ?? []
      let inner = numbers.count / scales.count
      for (place, number) in numbers.enumerated() {
        let scale = scales[place / inner]
        #expect(abs(Float(integers[place]) * scale - number) <= scale * 0.5001)
      }
      #expect(integers.map(\.magnitude).max() == (bits == 8 ? 127 : 7))
    }
    #expect(count > 0)
  }

  /// Numbers that float16 does not reach stay as they are.
  @Test func float16LeavesLargeNumbers() {
    let numbers = [Float](repeating: 1e6, count: 100).flatMap { number in
      withUnsafeBytes(of: number.bitPattern.littleEndian) { [UInt8]($0) }
    }
    let tensor = TFLiteTensor(name: "c", type: .float32, shape: [100], buffer: TFLiteBuffer(numbers))
    let model = TFLiteModel(subgraphs: [TFLiteSubgraph(name: "g", tensors: [tensor])])
    #expect(model.storingFloat16Weights() == model)
  }

  /// Every resolver runs them, each with its own rounding of activations: near, not equal.
  @Test func int8WeightsRunEverywhere() throws {
    let artifact = try convert(.int8)
    #expect(artifact.model.subgraphs[0].tensors.contains { $0.type == .int8 })
    #expect(try artifact.bytes.count < convert(.float32).bytes.count)
    let input = try TensorFile.read("\(folder)/input_0.npy")
    let exact = try TensorFile.read("\(folder)/output_0.npy")
    let results = try LiteRTOracle.Resolver.allCases.map { resolver in
      let answer = try LiteRTOracle.run(artifact.bytes, inputs: [OracleTensor(input)], resolver: resolver)
      return try #require(answer.outputs[0].tensor)
    }
    for result in results {
      #expect(Comparison(result, exact).firstFailure(relative: 0.05, absolute: 0.2) == nil)
    }
  }

  @Test func int8WeightsAreNotReadBack() throws {
    let artifact = try convert(.int8)
    let error = #expect(throws: DiagnosticsError.self) { try imported(artifact) }
    #expect(error?.diagnostics.contains { $0.message.contains("multiplies FLOAT32 by INT8 weights") } == true)
  }

  @Test(arguments: [TFLiteWeightFormat.float16, .int8]) func notForTFLM(_ format: TFLiteWeightFormat) throws {
    let error = #expect(throws: DiagnosticsError.self) { try convert(format, target: .tflm) }
    #expect(error?.diagnostics.first?.code == .invalidOption)
  }
}

extension TFLiteBuffer {
  fileprivate var float32Elements: [Float] {
    bytes.chunks(of: 4).map { Float(bitPattern: $0.reversed().reduce(0) { $0 << 8 | UInt32($1) }) }
  }

  fileprivate func signedIntegers(bits: Int) -> [Int8] {
    if bits == 8 { return bytes.map { Int8(bitPattern: $0) } }
    return bytes.flatMap { [Int8(bitPattern: $0 << 4) >> 4, Int8(bitPattern: $0) >> 4] }
  }

  private var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
}

extension [UInt8] {
  fileprivate func chunks(of size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
