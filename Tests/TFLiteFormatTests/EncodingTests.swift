import EdgeSupport
import Testing

@testable import TFLiteFormat

/// What the bytes look like, read back without the model layer.
@Suite struct EncodingTests {
  private let weights = TFLiteBuffer((0..<100).map { UInt8($0) })

  private func model() -> TFLiteModel {
    let tensors = [
      TFLiteTensor(name: "x", type: .int8, shape: []),
      TFLiteTensor(name: "w", type: .int8, shape: [100], buffer: weights),
      TFLiteTensor(name: "same", type: .uint8, shape: [10, 10], buffer: TFLiteBuffer(weights.bytes)),
      TFLiteTensor(name: "other", type: .int8, shape: [3], buffer: TFLiteBuffer([7, 8, 9])),
      TFLiteTensor(name: "empty", type: .int8, shape: [0], buffer: TFLiteBuffer([])),
    ]
    func node(_ code: BuiltinOperator, version: Int = 1, custom: String? = nil) -> TFLiteOperator {
      TFLiteOperator(code: code, customCode: custom, version: version, inputs: [0], outputs: [0])
    }
    let operators = [
      node(.gelu, version: 2), node(.add), node(.gelu, version: 2), node(.add, version: 3),
      node(.custom, custom: "A"), node(.custom, custom: "B"), node(.custom, custom: "A"),
    ]
    let metadata = TFLiteMetadata(name: "copy", data: weights)
    return TFLiteModel(
      subgraphs: [TFLiteSubgraph(tensors: tensors, inputs: [0], outputs: [0], operators: operators)],
      metadata: [metadata])
  }

  private func reading(_ body: (FlatBufferTable) throws -> Void) throws {
    let bytes = try TFLiteEncoder.encode(model())
    try bytes.withUnsafeBytes { try body(FlatBufferReader(verifying: $0, path: "").root) }
  }

  @Test func equalConstantsAreStoredOnceAndTheFirstBufferIsEmpty() throws {
    try reading { model in
      let buffers = try model.tables(slot: Slots.Model.buffers).map {
        $0.range(slot: Slots.Buffer.data)?.count
      }
      #expect(buffers == [nil, 100, 3])
      let subgraph = try #require(try model.tables(slot: Slots.Model.subgraphs).first)
      let used = try subgraph.tables(slot: Slots.SubGraph.tensors).map {
        $0.integer(slot: Slots.Tensor.buffer, as: UInt32.self, default: 0)
      }
      #expect(used == [0, 1, 1, 2, 0])
      let metadata = try #require(try model.tables(slot: Slots.Model.metadata).first)
      #expect(metadata.integer(slot: Slots.Metadata.buffer, as: UInt32.self, default: 0) == 1)
    }
  }

  @Test func equalConstantsOfSubgraphsAreStoredOnce() throws {
    let tensor = TFLiteTensor(
      name: "c", type: .uint8, shape: [300], buffer: TFLiteBuffer([UInt8](repeating: 9, count: 300)))
    var other = tensor
    other.buffer = TFLiteBuffer([UInt8](repeating: 9, count: 300))
    other.shape = [3, 100]
    let single = try TFLiteEncoder.encode(
      TFLiteModel(subgraphs: [TFLiteSubgraph(name: "a", tensors: [tensor])]))
    let both = try TFLiteEncoder.encode(
      TFLiteModel(subgraphs: [
        TFLiteSubgraph(name: "a", tensors: [tensor]), TFLiteSubgraph(name: "b", tensors: [other]),
      ]))
    #expect(both.count < single.count + 300)
    #expect(try TFLiteDecoder.decode(both, path: "m").subgraphs[1].tensors[0].buffer == tensor.buffer)
  }

  @Test func constantDataIsAligned() throws {
    try reading { model in
      let starts = try model.tables(slot: Slots.Model.buffers).compactMap {
        $0.range(slot: Slots.Buffer.data)?.lowerBound
      }
      #expect(starts.count == 2 && starts.allSatisfy { $0 % 16 == 0 })
    }
  }

  @Test func operatorCodesAreListedOnceInOrderOfUse() throws {
    try reading { model in
      let codes = try model.tables(slot: Slots.Model.operatorCodes)
      typealias Code = Slots.OperatorCode
      #expect(
        codes.map { $0.integer(slot: Code.builtinCode, as: Int32.self, default: 0) } == [150, 0, 0, 32, 32])
      #expect(
        codes.map { $0.integer(slot: Code.deprecatedBuiltinCode, as: Int8.self, default: 0) }
          == [127, 0, 0, 32, 32])
      #expect(codes.map { $0.integer(slot: Code.version, as: Int32.self, default: 1) } == [2, 1, 3, 1, 1])
      #expect(try codes.map { try $0.string(slot: Code.customCode) } == ["", "", "", "A", "B"])
    }
  }

  @Test func aScalarHasAnEmptyShapeInsteadOfNone() throws {
    try reading { model in
      let subgraph = try #require(try model.tables(slot: Slots.Model.subgraphs).first)
      let scalar = try #require(try subgraph.tables(slot: Slots.SubGraph.tensors).first)
      #expect(scalar.range(slot: Slots.Tensor.shape)?.isEmpty == true)
    }
  }

  @Test func theIdentifierIsRecognised() throws {
    let bytes = try TFLiteEncoder.encode(model())
    #expect(TFLiteDecoder.looksLikeTFLite(bytes))
    #expect(!TFLiteDecoder.looksLikeTFLite(bytes.dropFirst()))
    #expect(!TFLiteDecoder.looksLikeTFLite([]))
  }

  @Test func moreThanTwoGibibytesAreRefused() {
    // Address space only: nothing is written to it, and only the ends of it are read.
    let size = 1 << 31
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 4096)
    defer { memory.deallocate() }
    let huge = TFLiteBuffer(owner: NoOwner(), bytes: UnsafeRawBufferPointer(memory))
    var model = model()
    model.subgraphs[0].tensors[1].buffer = huge
    expect(.sizeLimitExceeded) { try TFLiteEncoder.encode(model) }
  }

  @Test func modelsThatAreNoneAreOurMistake() {
    var outside = model()
    outside.subgraphs[0].operators[0].inputs = [99]
    expect(.internalInvariant) { try TFLiteEncoder.encode(outside) }
    var wide = model()
    wide.subgraphs[0].tensors[0].shape = [1 << 40]
    expect(.internalInvariant) { try TFLiteEncoder.encode(wide) }
    var nameless = model()
    nameless.subgraphs[0].operators[4].customCode = nil
    expect(.internalInvariant) { try TFLiteEncoder.encode(nameless) }
  }
}

/// Owns nothing: the test frees the memory itself.
private final class NoOwner {}

/// Runs the body, which must throw a diagnostic with the code.
func expect(
  _ code: DiagnosticCode, _ location: SourceLocation = #_sourceLocation, from body: () throws -> some Any
) {
  let thrown = #expect(throws: Diagnostic.self, sourceLocation: location) { _ = try body() }
  #expect(thrown?.code == code, "\(thrown?.message ?? "")", sourceLocation: location)
}
