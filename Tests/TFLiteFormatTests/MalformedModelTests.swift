import EdgeSupport
import Testing

@testable import TFLiteFormat

/// Files that pass verification and are no models all the same. Each test names what is wrong in the file it makes.
@Suite struct MalformedModelTests {
  /// A file whose model has version 3 and whatever else `fields` adds; children are written by `children` before.
  private func file<Children>(
    version: Int = 3, children: (FlatBufferBuilder) -> Children, fields: (FlatBufferBuilder, Children) -> Void
  ) -> [UInt8] {
    let builder = FlatBufferBuilder()
    let written = children(builder)
    builder.startTable()
    builder.add(slot: Slots.Model.version, version, as: UInt32.self, default: 0)
    fields(builder, written)
    builder.finish(root: builder.endTable(), identifier: SchemaLayout.identifier)
    return Array(builder.bytes)
  }

  /// A file with one subgraph of the given tensors and operators and one operator code, ADD.
  private func file(
    version: Int = 3, tensors: (FlatBufferBuilder) -> [FlatBufferBuilder.Offset] = { _ in [] },
    operators: (FlatBufferBuilder) -> [FlatBufferBuilder.Offset] = { _ in [] }
  ) -> [UInt8] {
    file(version: version) { builder in
      let tensors = builder.vector(ofTables: tensors(builder))
      let operators = builder.vector(ofTables: operators(builder))
      let subgraph = table(builder) {
        builder.add(slot: Slots.SubGraph.tensors, tensors)
        builder.add(slot: Slots.SubGraph.operators, operators)
      }
      return (builder.vector(ofTables: [subgraph]), builder.vector(ofTables: [table(builder) {}]))
    } fields: { builder, children in
      builder.add(slot: Slots.Model.subgraphs, children.0)
      builder.add(slot: Slots.Model.operatorCodes, children.1)
    }
  }

  private func table(_ builder: FlatBufferBuilder, _ fields: () -> Void) -> FlatBufferBuilder.Offset {
    builder.startTable()
    fields()
    return builder.endTable()
  }

  private func tensorFile(_ fields: @escaping (FlatBufferBuilder) -> Void) -> [UInt8] {
    file(tensors: { builder in [table(builder) { fields(builder) }] })
  }

  private func decode(_ bytes: [UInt8]) throws -> TFLiteModel {
    try TFLiteDecoder.decode(bytes, path: "bad.tflite")
  }

  @Test func theFileTheOthersSpoilIsReadable() throws {
    let model = try decode(tensorFile { _ in })
    #expect(
      model.subgraphs.first?.tensors == [TFLiteTensor(name: "", type: .float32, shape: [], hasRank: false)])
  }

  @Test func otherFormats() {
    expect(.unrecognizedFormat) { try decode([]) }
    expect(.unrecognizedFormat) { try decode(Array("not a model".utf8)) }
  }

  @Test func identifierAlone() {
    expect(.malformedModel) { try decode([0, 0, 0, 0] + Array("TFL3".utf8)) }
  }

  @Test func unknownSchemaVersion() {
    expect(.malformedModel) { try decode(file(version: 2)) }
  }

  @Test func noSubgraphs() {
    expect(.malformedModel) { try decode(file(children: { _ in }, fields: { _, _ in })) }
  }

  @Test func unknownTensorType() {
    expect(.malformedModel) {
      try decode(tensorFile { $0.add(slot: Slots.Tensor.type, 99, as: Int8.self, default: 0) })
    }
  }

  @Test func bufferOutOfRange() {
    expect(.malformedModel) {
      try decode(tensorFile { $0.add(slot: Slots.Tensor.buffer, 5, as: UInt32.self, default: 0) })
    }
  }

  @Test func weightsInAnotherFile() {
    expect(.externalDataMissing) {
      try decode(tensorFile { $0.add(slot: Slots.Tensor.externalBuffer, 1, as: UInt32.self, default: 0) })
    }
  }

  @Test func nameThatIsNotUnicode() {
    var bytes = file(tensors: { builder in
      let name = builder.string("wxyz")
      return [table(builder) { builder.add(slot: Slots.Tensor.name, name) }]
    })
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: Array("wxyz".utf8)) }) else {
      Issue.record("name not found")
      return
    }
    bytes[start] = 0xFF
    expect(.malformedModel) { try decode(bytes) }
  }

  @Test func negativeDimension() {
    expect(.malformedModel) {
      try decode(
        file(tensors: { builder in
          let shape = builder.vector([2, -1], as: Int32.self)
          return [table(builder) { builder.add(slot: Slots.Tensor.shape, shape) }]
        }))
    }
  }

  @Test func dataBehindTheEnd() {
    let bytes = file { builder in
      let buffer = table(builder) {
        builder.add(slot: Slots.Buffer.offset, 1000, as: UInt64.self, default: 0)
        builder.add(slot: Slots.Buffer.size, Int.max, as: UInt64.self, default: 0)
      }
      return builder.vector(ofTables: [buffer])
    } fields: {
      $0.add(slot: Slots.Model.buffers, $1)
    }
    expect(.malformedModel) { try decode(bytes) }
  }

  @Test func operatorCodeOutOfRange() {
    expect(.malformedModel) {
      try decode(
        file(operators: { builder in
          [table(builder) { builder.add(slot: Slots.Operator.opcodeIndex, 1, as: UInt32.self, default: 0) }]
        }))
    }
  }

  @Test func tensorOutOfRange() {
    expect(.malformedModel) {
      try decode(
        file(operators: { builder in
          let inputs = builder.vector([0], as: Int32.self)
          return [table(builder) { builder.add(slot: Slots.Operator.inputs, inputs) }]
        }))
    }
  }

  @Test func unknownOptions() {
    expect(.malformedModel) {
      try decode(
        file(operators: { builder in
          let options = table(builder) {}
          return [table(builder) { builder.add(unionSlot: Slots.Operator.builtinOptions, (200, options)) }]
        }))
    }
  }

  @Test func unknownOperator() {
    let bytes = file { builder in
      let code = table(builder) {
        builder.add(slot: Slots.OperatorCode.builtinCode, 9999, as: Int32.self, default: 0)
      }
      return builder.vector(ofTables: [code])
    } fields: {
      $0.add(slot: Slots.Model.operatorCodes, $1)
    }
    expect(.malformedModel) { try decode(bytes) }
  }

  @Test func oneLargeVectorUsedFromEverywhere() {
    let bytes = file(tensors: { builder in
      let shape = builder.vector([Int](repeating: 1, count: 10_000), as: Int32.self)
      let tensor = table(builder) { builder.add(slot: Slots.Tensor.shape, shape) }
      return [FlatBufferBuilder.Offset](repeating: tensor, count: 10_000)
    })
    expect(.sizeLimitExceeded) { try decode(bytes) }
  }

  @Test func dataBehindTheTablesIsFound() throws {
    var bytes = file { builder in
      let buffer = table(builder) {
        builder.add(slot: Slots.Buffer.offset, 512, as: UInt64.self, default: 0)
        builder.add(slot: Slots.Buffer.size, 3, as: UInt64.self, default: 0)
      }
      let buffers = builder.vector(ofTables: [buffer])
      let name = builder.string("behind")
      let metadata = table(builder) { builder.add(slot: Slots.Metadata.name, name) }
      let subgraph = table(builder) {}
      return (buffers, builder.vector(ofTables: [metadata]), builder.vector(ofTables: [subgraph]))
    } fields: {
      $0.add(slot: Slots.Model.buffers, $1.0)
      $0.add(slot: Slots.Model.metadata, $1.1)
      $0.add(slot: Slots.Model.subgraphs, $1.2)
    }
    bytes += [UInt8](repeating: 0, count: 512 - bytes.count) + [1, 2, 3]
    #expect(try decode(bytes).metadata == [TFLiteMetadata(name: "behind", data: TFLiteBuffer([1, 2, 3]))])
  }
}
