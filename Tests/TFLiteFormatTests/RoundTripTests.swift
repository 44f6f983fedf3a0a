import TFLiteFormat
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: 0..<60) func decodingGivesTheEncodedModel(seed: Int) throws {
    var random = RandomModel(seed: UInt64(seed))
    let model = random.model()
    let bytes = try TFLiteEncoder.encode(model)
    let decoded = try TFLiteDecoder.decode(bytes, path: "random.tflite")
    #expect(decoded == model)
    #expect(try TFLiteEncoder.encode(decoded) == bytes)
  }

  @Test func buffersBorrowedFromAnOwnerAreWritten() throws {
    final class Owner {
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 40, alignment: 1)
      deinit { memory.deallocate() }
    }
    let owner = Owner()
    owner.memory.copyBytes(from: 0..<40)
    let buffer = TFLiteBuffer(owner: owner, bytes: UnsafeRawBufferPointer(owner.memory))
    #expect(buffer == TFLiteBuffer(Array(0..<40)))
    let model = TFLiteModel(subgraphs: [
      TFLiteSubgraph(tensors: [TFLiteTensor(name: "w", type: .int8, shape: [40], buffer: buffer)])
    ])
    #expect(try TFLiteDecoder.decode(TFLiteEncoder.encode(model), path: "") == model)
  }
}
