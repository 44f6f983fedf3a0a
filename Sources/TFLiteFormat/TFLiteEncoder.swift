import EdgeSupport
import FlatBuffersBridge

/// Writes models as `.tflite` files. The same model always gives the same bytes: equal constants are stored once,
/// constant data starts at multiples of 16 bytes, fields that equal their defaults are left out.
public enum TFLiteEncoder {
  /// The file's bytes. They are built in place: beyond the model itself this takes the size of the file, once.
  ///
  /// - Throws: `Diagnostic` E107 when the file would be larger than 2 GiB, which 32-bit offsets cannot address;
  ///   E901 for a model that is none: an index out of range, a number that does not fit its field.
  public static func encode(_ model: TFLiteModel) throws -> [UInt8] {
    if let problem = model.inconsistency() { throw invariant(problem) }
    let plan = TFLiteStoragePlan(model)
    let structure = FlatBufferBuilder()
    ModelWriter(builder: structure, model: model, plan: plan, includesConstants: false).write()
    if let misfit = structure.misfit { throw invariant("\(misfit) does not fit its field") }

    // Each constant adds its bytes, a length and padding; the builder keeps its own notes beside them.
    let constants = plan.buffers.reduce(0) { $0 + $1.count + 64 }
    let capacity = (structure.bytes.count + constants + 65_536) / 16 * 16
    guard capacity <= fbb_maximum_size() else {
      throw Diagnostic.error(
        .sizeLimitExceeded,
        "the TFLite file would be \(capacity) bytes, expected at most \(fbb_maximum_size())",
        hint: "reduce the weights with --quantize fp16 or --quantize int8")
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { memory, count in
      let builder = FlatBufferBuilder(memory: UnsafeMutableRawBufferPointer(memory))
      ModelWriter(builder: builder, model: model, plan: plan, includesConstants: true).write()
      // The file grew from the end of the memory towards its start; an overlapping move brings it to the front.
      guard builder.bytes.count <= capacity else { return }
      UnsafeMutableRawBufferPointer(memory).copyMemory(from: builder.bytes)
      count = builder.bytes.count
    }
    guard bytes.withUnsafeBytes(SchemaLayout.verify) else {
      throw invariant("written file fails verification")
    }
    return bytes
  }

  private static func invariant(_ message: String) -> Diagnostic {
    .error(.internalInvariant, "TFLite model: \(message)")
  }
}

/// Where things that the file stores once go: each distinct constant and each distinct operator code gets an index,
/// in the order of first use.
struct TFLiteStoragePlan {
  struct OperatorCode: Hashable {
    var builtin: BuiltinOperator
    var version: Int
    var custom: String?
  }

  /// Buffer 0 is empty; tensors without constant data refer to it.
  private(set) var buffers: [TFLiteBuffer] = [TFLiteBuffer([])]
  private(set) var operatorCodes: [OperatorCode] = []
  /// For each subgraph, the buffer of each tensor.
  private(set) var tensorBuffers: [[Int]] = []
  /// For each subgraph, the operator code of each operator.
  private(set) var codeIndices: [[Int]] = []
  /// The buffer of each metadata entry.
  private(set) var metadataBuffers: [Int] = []

  init(_ model: TFLiteModel) {
    var bufferIndices: [TFLiteBuffer: Int] = [:]
    var codes: [OperatorCode: Int] = [:]
    for subgraph in model.subgraphs {
      tensorBuffers.append(subgraph.tensors.map { place($0.buffer, &bufferIndices) })
      codeIndices.append(
        subgraph.operators.map { node in
          let code = OperatorCode(builtin: node.code, version: node.version, custom: node.customCode)
          if let index = codes[code] { return index }
          codes[code] = operatorCodes.count
          operatorCodes.append(code)
          return operatorCodes.count - 1
        })
    }
    metadataBuffers = model.metadata.map { place($0.data, &bufferIndices) }
  }

  private mutating func place(_ buffer: TFLiteBuffer?, _ indices: inout [TFLiteBuffer: Int]) -> Int {
    guard let buffer, !buffer.isEmpty else { return 0 }
    if let index = indices[buffer] { return index }
    indices[buffer] = buffers.count
    buffers.append(buffer)
    return buffers.count - 1
  }
}
