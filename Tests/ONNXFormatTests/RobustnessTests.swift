import EdgeSupport
import ONNXFormat
import Testing

@Suite struct RobustnessTests {
  private let small = "small.onnx"

  /// The model's last field is its only operator set, so no shorter prefix is a model.
  @Test func everyTruncationIsRefused() throws {
    let bytes = try Fixture.bytes(small)
    for count in 0..<bytes.count {
      #expect(throws: Diagnostic.self, "\(count) bytes") {
        try ONNXDecoder.decodeModel(bytes: Array(bytes.prefix(count)), path: small)
      }
    }
  }

  @Test func truncationNamesTheFile() throws {
    let bytes = Array(try Fixture.bytes(small).dropLast())
    let refusal = #expect(throws: Diagnostic.self) {
      try ONNXDecoder.decodeModel(bytes: bytes, path: "cut.onnx")
    }
    #expect(refusal?.code == .malformedModel)
    #expect(refusal?.location.file == "cut.onnx")
  }

  /// Whatever the bytes, decoding ends with a model or a diagnostic.
  @Test(arguments: [
    "small.onnx", "attributes.onnx", "functions.onnx", "types.onnx", "other_data.onnx",
    "typed_data_wide.onnx", "typed_data_narrow.onnx", "nested_8.onnx",
  ])
  func flippedBitsNeverCrash(name: String) throws {
    let bytes = try Fixture.bytes(name)
    var random = SplitMix64(state: 0x6564_6765)
    var refused = 0
    for _ in 0..<250 {
      var mutated = bytes
      for _ in 0...Int(random.next() % 4) {
        mutated[Int(random.next() % UInt64(bytes.count))] ^= UInt8(1) << UInt8(random.next() % 8)
      }
      do {
        _ = try ONNXDecoder.decodeModel(bytes: mutated, path: name)
      } catch {
        #expect(error is Diagnostic)
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test func garbageIsRefused() throws {
    for bytes in [[], Array("not a model".utf8), [UInt8](repeating: 0, count: 64)] {
      let refusal = #expect(throws: Diagnostic.self) {
        try ONNXDecoder.decodeModel(bytes: bytes, path: "garbage")
      }
      #expect(refusal?.code == .malformedModel)
    }
  }

  @Test func unreadableFilesAreNamed() throws {
    for path in [Fixture.path("nowhere.onnx"), Fixture.folder] {
      let refusal = #expect(throws: Diagnostic.self) { try ONNXDecoder.decodeModel(path: path) }
      #expect(refusal?.code == .fileNotReadable)
      #expect(refusal?.location.file == path)
    }
  }

  @Test func graphsInsideGraphsAreBounded() throws {
    #expect(try Fixture.refusal(of: "nested_8.onnx") == nil)
    #expect(try Fixture.refusal(of: "nested_25.onnx")?.code == .sizeLimitExceeded)
    #expect(try Fixture.refusal(of: "nested_40.onnx")?.code == .malformedModel)
  }

  /// Two bytes a node: small files must not become gigabytes of messages.
  @Test func messagesAreCountedBeforeTheyAreBuilt() throws {
    var nodes: [UInt8] = [0x0a, 0x00]
    for _ in 0..<22 { nodes += nodes }
    let length = [0x80, 0x80, 0x80, 0x04] as [UInt8]
    let header: [UInt8] = [0x08, 0x08, 0x42, 0x02, 0x10, 0x11, 0x3a] + length
    let bytes = header + nodes
    let refusal = #expect(throws: Diagnostic.self) {
      try ONNXDecoder.decodeModel(bytes: bytes, path: "bomb.onnx")
    }
    #expect(refusal?.code == .sizeLimitExceeded)
    #expect(refusal?.location.file == "bomb.onnx")
  }

  @Test func recognisesModelsByContent() throws {
    let bytes = try Fixture.bytes(small)
    #expect(ONNXDecoder.looksLikeONNX(bytes))
    #expect(ONNXDecoder.looksLikeONNX(Array(bytes.prefix(8))))
    #expect(try ONNXDecoder.looksLikeONNX(Fixture.bytes("functions.onnx")))
    let tflite: [UInt8] = [0x1c, 0, 0, 0] + Array("TFL3".utf8) + [UInt8](repeating: 0, count: 24)
    let numpy: [UInt8] = [0x93] + Array("NUMPY".utf8)
    for other in [[], tflite, numpy, Array("PK\u{3}\u{4}".utf8), Array("text".utf8)] {
      #expect(!ONNXDecoder.looksLikeONNX(other))
    }
    #expect(try !ONNXDecoder.looksLikeONNX(Fixture.bytes("tensor.pb")))
  }
}

/// Steele, Lea and Flood's generator: the same bytes are flipped in every run.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
