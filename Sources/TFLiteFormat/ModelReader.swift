import EdgeSupport

/// Reads the tables of one verified file.
struct ModelReader {
  private struct OperatorCode {
    var builtin: BuiltinOperator
    var version: Int
    var custom: String?
  }

  private let model: FlatBufferTable
  private let file: [UInt8]
  private let buffers: [TFLiteBuffer]
  private let codes: [OperatorCode]

  init(model: FlatBufferTable, file: [UInt8]) throws {
    self.model = model
    self.file = file
    buffers = try model.tables(slot: Slots.Model.buffers).map { try Self.buffer($0, in: file) }
    codes = try model.tables(slot: Slots.Model.operatorCodes).map(Self.operatorCode)
  }

  func read() throws -> TFLiteModel {
    TFLiteModel(
      version: model.integer(slot: Slots.Model.version, as: UInt32.self, default: 0),
      description: try model.string(slot: Slots.Model.description),
      subgraphs: try model.tables(slot: Slots.Model.subgraphs).map(subgraph),
      metadata: try model.tables(slot: Slots.Model.metadata).map(metadata),
      signatures: try model.tables(slot: Slots.Model.signatureDefs).map(signature))
  }

  // MARK: What others refer to by index

  private static func buffer(_ table: FlatBufferTable, in file: [UInt8]) throws -> TFLiteBuffer {
    // Offsets 0 and 1 stand for data inside the table; larger ones for data behind the tables.
    let offset: UInt64 = table.scalar(slot: Slots.Buffer.offset, default: 0)
    if offset > 1 {
      let size: UInt64 = table.scalar(slot: Slots.Buffer.size, default: 0)
      return TFLiteBuffer(file[try range(offset: offset, size: size, of: file, table)])
    }
    guard let range = table.range(slot: Slots.Buffer.data) else { return TFLiteBuffer([]) }
    return TFLiteBuffer(file[range])
  }

  private static func range(
    offset: UInt64, size: UInt64, of file: [UInt8], _ table: FlatBufferTable
  ) throws -> Range<Int> {
    let (end, overflow) = offset.addingReportingOverflow(size)
    guard !overflow, end <= UInt64(file.count) else {
      throw table.malformed("data at \(offset) with \(size) bytes, expected it inside \(file.count) bytes")
    }
    return Int(offset)..<Int(end)
  }

  private static func operatorCode(_ table: FlatBufferTable) throws -> OperatorCode {
    let deprecated = table.integer(slot: Slots.OperatorCode.deprecatedBuiltinCode, as: Int8.self, default: 0)
    let number = table.integer(slot: Slots.OperatorCode.builtinCode, as: Int32.self, default: 0)
    let code = max(deprecated, number)
    guard let builtin = BuiltinOperator(rawValue: Int32(truncatingIfNeeded: code)) else {
      throw table.malformed("unknown builtin operator \(code)")
    }
    let custom = try table.string(slot: Slots.OperatorCode.customCode)
    return OperatorCode(
      builtin: builtin,
      version: table.integer(slot: Slots.OperatorCode.version, as: Int32.self, default: 1),
      custom: builtin == .custom ? custom : nil)
  }

  private func element<Element>(_ index: Int, of elements: [Element], _ kind: String) throws -> Element {
    guard elements.indices.contains(index) else {
      throw model.malformed("\(kind) \(index) of \(elements.count)")
    }
    return elements[index]
  }

  // MARK: Subgraphs

  private func subgraph(_ table: FlatBufferTable) throws -> TFLiteSubgraph {
    TFLiteSubgraph(
      name: try table.string(slot: Slots.SubGraph.name),
      tensors: try table.tables(slot: Slots.SubGraph.tensors).map(tensor),
      inputs: try table.integers(slot: Slots.SubGraph.inputs, as: Int32.self),
      outputs: try table.integers(slot: Slots.SubGraph.outputs, as: Int32.self),
      operators: try table.tables(slot: Slots.SubGraph.operators).map(node))
  }

  private func tensor(_ table: FlatBufferTable) throws -> TFLiteTensor {
    let name = try table.string(slot: Slots.Tensor.name)
    guard table.integer(slot: Slots.Tensor.externalBuffer, as: UInt32.self, default: 0) == 0 else {
      throw Diagnostic.error(
        .externalDataMissing, "weights in another file, expected them inside this one",
        at: .init(file: table.reader.path, value: name))
    }
    let index = table.integer(slot: Slots.Tensor.buffer, as: UInt32.self, default: 0)
    // Files without any constant may have no buffers at all.
    let buffer = index == 0 ? TFLiteBuffer([]) : try element(index, of: buffers, "buffer")
    let signature = Slots.Tensor.shapeSignature
    return TFLiteTensor(
      name: name,
      type: try table.enumeration(slot: Slots.Tensor.type, default: .float32),
      shape: try table.integers(slot: Slots.Tensor.shape, as: Int32.self),
      shapeSignature: table.range(slot: signature) == nil
        ? nil : try table.integers(slot: signature, as: Int32.self),
      hasRank: table.boolean(slot: Slots.Tensor.hasRank, default: false),
      buffer: buffer.isEmpty ? nil : buffer,
      quantization: try table.table(slot: Slots.Tensor.quantization).map(TFLiteQuantization.init(reading:)),
      isVariable: table.boolean(slot: Slots.Tensor.isVariable, default: false),
      sparsity: try table.table(slot: Slots.Tensor.sparsity).map(SparsityParameters.init(reading:)),
      variantTensors: try table.tables(slot: Slots.Tensor.variantTensors).map(VariantSubType.init(reading:)))
  }

  private func node(_ table: FlatBufferTable) throws -> TFLiteOperator {
    let index = table.integer(slot: Slots.Operator.opcodeIndex, as: UInt32.self, default: 0)
    let code = try element(index, of: codes, "operator code")
    let options = try table.union(slot: Slots.Operator.builtinOptions)
    let options2 = try table.union(slot: Slots.Operator.builtinOptions2)
    return TFLiteOperator(
      code: code.builtin,
      customCode: code.custom,
      version: code.version,
      inputs: try table.integers(slot: Slots.Operator.inputs, as: Int32.self),
      outputs: try table.integers(slot: Slots.Operator.outputs, as: Int32.self),
      options: try options.map { try BuiltinOptions(type: $0.type, reading: $0.table) },
      options2: try options2.map { try BuiltinOptions2(type: $0.type, reading: $0.table) },
      customOptions: try customOptions(table),
      intermediates: try table.integers(slot: Slots.Operator.intermediates, as: Int32.self),
      mutatingVariableInputs: try table.booleans(slot: Slots.Operator.mutatingVariableInputs))
  }

  private func customOptions(_ table: FlatBufferTable) throws -> [UInt8] {
    let offset: UInt64 = table.scalar(slot: Slots.Operator.largeCustomOptionsOffset, default: 0)
    guard offset > 1 else { return try table.bytes(slot: Slots.Operator.customOptions) }
    let size: UInt64 = table.scalar(slot: Slots.Operator.largeCustomOptionsSize, default: 0)
    let range = try Self.range(offset: offset, size: size, of: file, table)
    try table.reader.charge(range.count)
    return Array(file[range])
  }

  // MARK: Beside the graphs

  private func metadata(_ table: FlatBufferTable) throws -> TFLiteMetadata {
    let index = table.integer(slot: Slots.Metadata.buffer, as: UInt32.self, default: 0)
    return TFLiteMetadata(
      name: try table.string(slot: Slots.Metadata.name), data: try element(index, of: buffers, "buffer"))
  }

  private func signature(_ table: FlatBufferTable) throws -> TFLiteSignature {
    TFLiteSignature(
      key: try table.string(slot: Slots.SignatureDef.signatureKey),
      subgraph: table.integer(slot: Slots.SignatureDef.subgraphIndex, as: UInt32.self, default: 0),
      inputs: try table.tables(slot: Slots.SignatureDef.inputs).map(binding),
      outputs: try table.tables(slot: Slots.SignatureDef.outputs).map(binding))
  }

  private func binding(_ table: FlatBufferTable) throws -> TFLiteSignature.Binding {
    TFLiteSignature.Binding(
      name: try table.string(slot: Slots.TensorMap.name),
      tensor: table.integer(slot: Slots.TensorMap.tensorIndex, as: UInt32.self, default: 0))
  }
}
