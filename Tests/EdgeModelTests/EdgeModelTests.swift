import Testing

@testable import EdgeModel

struct EdgeModelTests {
  @Test(
    arguments: [
      ("", []), ("Zg==", [0x66]), ("Zm8=", [0x66, 0x6F]), ("Zm\n9v\n", [0x66, 0x6F, 0x6F]),
      ("//79/A==", [0xFF, 0xFE, 0xFD, 0xFC]),
    ] as [(String, [UInt8])]) func base64(text: String, bytes: [UInt8])
  {
    let decoded = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 8) { memory in
      let count = Array(text.utf8).withUnsafeBufferPointer { Base64.decode($0, into: memory) }
      return Array(memory[..<count])
    }
    #expect(decoded == bytes)
  }

  @Test func textThatIsTooLongIsNotWritten() {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2) { memory in
      memory.initialize(repeating: 7)
      let first = UnsafeMutableBufferPointer(rebasing: memory[..<1])
      #expect(Array("Zm9v".utf8).withUnsafeBufferPointer { Base64.decode($0, into: first) } == 3)
      #expect(Array(memory) == [0x66, 7])
    }
  }

  @Test func weightsAreAligned() {
    let weights = ModelWeights("Zm9v", byteCount: 3)
    #expect(Int(bitPattern: weights.at(0) as UnsafePointer<UInt8>) % 16 == 0)
    #expect((weights.at(2) as UnsafePointer<UInt8>).pointee == 0x6F)
  }

  @Test func inputsAreCopiedAndOutputsRead() throws {
    let arena = ModelArena(byteCount: 64)
    #expect(Int(bitPattern: arena.memory.at(0) as UnsafeMutableRawPointer) % 16 == 0)
    try arena.write([1, 2, 3] as [Int16], to: "x", count: 3, at: 16)
    #expect(arena.read(count: 4, at: 16) == [1, 2, 3, 0] as [Int16])
    arena.elements(at: 32, count: 1)[0] = true
    #expect(arena.read(count: 2, at: 32) == [true, false])
    let part: ModelMemory = arena.memory.at(16)
    #expect((part.at(2) as UnsafeMutablePointer<Int16>).pointee == 2)
  }

  @Test func anotherNumberOfElementsIsRefused() {
    let arena = ModelArena(byteCount: 16)
    let error = #expect(throws: ModelInputError.self) {
      try arena.write([1, 2] as [Float], to: "x", count: 3, at: 0)
    }
    #expect(error.map { "\($0)" } == "expected 3 elements for input 'x', got 2")
  }
}
