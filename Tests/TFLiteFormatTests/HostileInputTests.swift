import EdgeSupport
import TFLiteFormat
import Testing

/// Damaged files are refused with a diagnostic or read as some other model; they never stop the process.
@Suite struct HostileInputTests {
  /// Whether the bytes were read; anything thrown but a diagnostic fails the test.
  private func reads(_ bytes: [UInt8]) throws -> Bool {
    do {
      _ = try TFLiteDecoder.decode(bytes, path: "damaged.tflite")
      return true
    } catch let diagnostic as Diagnostic {
      #expect(
        [.malformedModel, .unrecognizedFormat, .sizeLimitExceeded, .externalDataMissing].contains(
          diagnostic.code))
      return false
    }
  }

  @Test func truncationAtEveryByteIsSurvived() throws {
    var random = RandomModel(seed: 7)
    let bytes = try TFLiteEncoder.encode(random.model())
    let read = try (0..<bytes.count).filter { try reads(Array(bytes[..<$0])) }
    // Only padding and the terminator of the outermost string can be missing unnoticed.
    #expect(read.allSatisfy { bytes.count - $0 < 16 })
  }

  @Test(arguments: 0..<8) func flippedBytesAreSurvived(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var models = RandomModel(seed: UInt64(100 + seed))
    let bytes = try TFLiteEncoder.encode(models.model())
    var refused = 0
    for _ in 0..<250 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
      }
      if try !reads(damaged) { refused += 1 }
    }
    #expect(refused > 0)
  }
}
