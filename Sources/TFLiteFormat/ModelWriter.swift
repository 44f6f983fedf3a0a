/// Writes one model with one builder. Without constants it writes everything but their bytes, which tells how much
/// memory the rest takes. Tables get their wide fields first, which leaves the least padding between them.
struct ModelWriter {
  typealias Offset = FlatBufferBuilder.Offset

  /// Runtimes use constant data where it lies in the file, with vector instructions.
  static let constantAlignment = 16

  let builder: FlatBufferBuilder
  let model: TFLiteModel
  let plan: TFLiteStoragePlan
  let includesConstants: Bool

  func write() {
    let buffers = builder.vector(ofTables: plan.buffers.map(write))
    let codes = builder.vector(ofTables: plan.operatorCodes.map(write))
    let subgraphs = builder.vector(ofTables: model.subgraphs.indices.map(writeSubgraph))
    let metadata = builder.vector(ofTables: model.metadata.indices.map(writeMetadata))
    let signatures = builder.vector(ofTables: model.signatures.map(write))
    let description = builder.string(model.description)
    builder.startTable()
    builder.add(slot: Slots.Model.version, model.version, as: UInt32.self, default: 0)
    builder.add(slot: Slots.Model.operatorCodes, codes)
    builder.add(slot: Slots.Model.subgraphs, subgraphs)
    builder.add(slot: Slots.Model.description, description)
    builder.add(slot: Slots.Model.buffers, buffers)
    builder.add(slot: Slots.Model.metadata, metadata)
    builder.add(slot: Slots.Model.signatureDefs, signatures)
    builder.finish(root: builder.endTable(), identifier: SchemaLayout.identifier)
  }

  private func write(_ buffer: TFLiteBuffer) -> Offset {
    let data = buffer.withUnsafeBytes { bytes in
      bytes.isEmpty || !includesConstants
        ? 0 : builder.vector(bytes: bytes, alignment: Self.constantAlignment)
    }
    builder.startTable()
    builder.add(slot: Slots.Buffer.data, data)
    return builder.endTable()
  }

  private func write(_ code: TFLiteStoragePlan.OperatorCode) -> Offset {
    let custom = builder.string(code.custom ?? "")
    let number = Int(code.builtin.rawValue)
    // Readers from before there were more than 127 operators look at the byte, later ones take the larger of the two.
    let deprecated = min(number, Int(BuiltinOperator.placeholderForGreaterOpCodes.rawValue))
    builder.startTable()
    builder.add(slot: Slots.OperatorCode.customCode, custom)
    builder.add(slot: Slots.OperatorCode.version, code.version, as: Int32.self, default: 1)
    builder.add(slot: Slots.OperatorCode.builtinCode, number, as: Int32.self, default: 0)
    builder.add(slot: Slots.OperatorCode.deprecatedBuiltinCode, deprecated, as: Int8.self, default: 0)
    return builder.endTable()
  }

  private func writeSubgraph(_ index: Int) -> Offset {
    let subgraph = model.subgraphs[index]
    let tensors = builder.vector(
      ofTables: zip(subgraph.tensors, plan.tensorBuffers[index]).map { write($0, buffer: $1) })
    let operators = builder.vector(
      ofTables: zip(subgraph.operators, plan.codeIndices[index]).map { write($0, code: $1) })
    let inputs = builder.vector(subgraph.inputs, as: Int32.self, keepEmpty: true)
    let outputs = builder.vector(subgraph.outputs, as: Int32.self, keepEmpty: true)
    let name = builder.string(subgraph.name)
    builder.startTable()
    builder.add(slot: Slots.SubGraph.tensors, tensors)
    builder.add(slot: Slots.SubGraph.inputs, inputs)
    builder.add(slot: Slots.SubGraph.outputs, outputs)
    builder.add(slot: Slots.SubGraph.operators, operators)
    builder.add(slot: Slots.SubGraph.name, name)
    return builder.endTable()
  }

  /// The shape is written even when it is empty: that is a scalar, and some readers take no shape for none known.
  private func write(_ tensor: TFLiteTensor, buffer: Int) -> Offset {
    let shape = builder.vector(tensor.shape, as: Int32.self, keepEmpty: true)
    let signature = tensor.shapeSignature.map { builder.vector($0, as: Int32.self, keepEmpty: true) } ?? 0
    let name = builder.string(tensor.name)
    let quantization = tensor.quantization?.write(to: builder) ?? 0
    let sparsity = tensor.sparsity?.write(to: builder) ?? 0
    let variants = builder.vector(ofTables: tensor.variantTensors.map { $0.write(to: builder) })
    builder.startTable()
    builder.add(slot: Slots.Tensor.shape, shape)
    builder.add(slot: Slots.Tensor.buffer, buffer, as: UInt32.self, default: 0)
    builder.add(slot: Slots.Tensor.name, name)
    builder.add(slot: Slots.Tensor.quantization, quantization)
    builder.add(slot: Slots.Tensor.sparsity, sparsity)
    builder.add(slot: Slots.Tensor.shapeSignature, signature)
    builder.add(slot: Slots.Tensor.variantTensors, variants)
    builder.add(slot: Slots.Tensor.type, tensor.type, default: .float32)
    builder.add(slot: Slots.Tensor.isVariable, tensor.isVariable, default: false)
    builder.add(slot: Slots.Tensor.hasRank, tensor.hasRank, default: false)
    return builder.endTable()
  }

  private func write(_ node: TFLiteOperator, code: Int) -> Offset {
    let inputs = builder.vector(node.inputs, as: Int32.self, keepEmpty: true)
    let outputs = builder.vector(node.outputs, as: Int32.self, keepEmpty: true)
    let options = node.options?.write(to: builder)
    let options2 = node.options2?.write(to: builder)
    let custom = builder.vector(node.customOptions)
    let mutating = builder.vector(node.mutatingVariableInputs)
    let intermediates = builder.vector(node.intermediates, as: Int32.self)
    builder.startTable()
    builder.add(slot: Slots.Operator.opcodeIndex, code, as: UInt32.self, default: 0)
    builder.add(slot: Slots.Operator.inputs, inputs)
    builder.add(slot: Slots.Operator.outputs, outputs)
    builder.add(slot: Slots.Operator.customOptions, custom)
    builder.add(slot: Slots.Operator.mutatingVariableInputs, mutating)
    builder.add(slot: Slots.Operator.intermediates, intermediates)
    builder.add(unionSlot: Slots.Operator.builtinOptions, options)
    builder.add(unionSlot: Slots.Operator.builtinOptions2, options2)
    return builder.endTable()
  }

  private func writeMetadata(_ index: Int) -> Offset {
    let name = builder.string(model.metadata[index].name)
    builder.startTable()
    builder.add(slot: Slots.Metadata.name, name)
    builder.add(slot: Slots.Metadata.buffer, plan.metadataBuffers[index], as: UInt32.self, default: 0)
    return builder.endTable()
  }

  private func write(_ signature: TFLiteSignature) -> Offset {
    let inputs = builder.vector(ofTables: signature.inputs.map(write))
    let outputs = builder.vector(ofTables: signature.outputs.map(write))
    let key = builder.string(signature.key)
    builder.startTable()
    builder.add(slot: Slots.SignatureDef.inputs, inputs)
    builder.add(slot: Slots.SignatureDef.outputs, outputs)
    builder.add(slot: Slots.SignatureDef.signatureKey, key)
    builder.add(slot: Slots.SignatureDef.subgraphIndex, signature.subgraph, as: UInt32.self, default: 0)
    return builder.endTable()
  }

  private func write(_ binding: TFLiteSignature.Binding) -> Offset {
    let name = builder.string(binding.name)
    builder.startTable()
    builder.add(slot: Slots.TensorMap.name, name)
    builder.add(slot: Slots.TensorMap.tensorIndex, binding.tensor, as: UInt32.self, default: 0)
    return builder.endTable()
  }
}
