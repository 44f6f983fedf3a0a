import EdgeSupport
import Glibc
import ONNXFormat
import Testing

@Suite struct ExternalDataTests {
  @Test(
    arguments: [
      ("whole", [1, 2, 3]), ("no_length", [2, 3, 4]), ("in_subfolder", [5, 6, 7]), ("empty", []),
    ] as [(String, [Float])])
  func readsFromTheModelsFolder(name: String, expected: [Float]) throws {
    let tensor = try #require(try Fixture.model("external/\(name).onnx").graph.initializers.first)
    #expect(tensor.data.elements(Float.self) == expected)
  }

  @Test func isNotCopiedUnlessMisaligned() throws {
    let mapped = try Fixture.model("external/no_length.onnx").graph.initializers[0].data
    #expect(Int(bitPattern: mapped.baseAddress) % 4096 == 4)
    let copied = try Fixture.model("external/unaligned.onnx").graph.initializers[0].data
    #expect(copied.baseAddress != nil)
    #expect(Int(bitPattern: copied.baseAddress) % 4 == 0)
    #expect(copied.bytes.array == Array(try Fixture.bytes("external/weights.data")[2..<14]))
  }

  @Test(arguments: [
    ("missing", DiagnosticCode.externalDataMissing), ("no_location", .externalDataMissing),
    ("folder", .externalDataMissing), ("short", .externalDataMissing), ("beyond", .externalDataMissing),
    ("wrong_length", .malformedTensor), ("negative_offset", .malformedTensor),
    ("overflowing_offset", .malformedTensor), ("absolute", .externalDataOutsideFolder),
    ("parent", .externalDataOutsideFolder), ("parent_inside", .externalDataOutsideFolder),
    ("nul", .externalDataOutsideFolder),
  ])
  func refuses(name: String, code: DiagnosticCode) throws {
    let refusal = try #require(try Fixture.refusal(of: "external/\(name).onnx"))
    #expect(refusal.code == code)
    #expect(refusal.location.value == "w")
    #expect(refusal.location.file == Fixture.path("external/\(name).onnx"))
  }

  @Test func saysWhatIsShort() throws {
    let refusal = try #require(try Fixture.refusal(of: "external/short.onnx"))
    #expect(refusal.message == "expected 12 bytes at offset 8 of 'weights.data', got a file of 16 bytes")
  }

  /// The link is made here: a checkout need not preserve one.
  @Test(arguments: [("../outside.data", false), ("real.data", true)])
  func followsLinksOnlyWithinTheFolder(target: String, isInside: Bool) throws {
    let base = "\(try #require(temporaryFolder()))"
    defer { remove(base) }
    let folder = "\(base)/model"
    try FileSystem.createDirectory(folder)
    let weights = try Fixture.bytes("external/weights.data")
    try FileSystem.write(weights, to: "\(base)/outside.data")
    try FileSystem.write(weights, to: "\(folder)/real.data")
    try #require(symlink(target, "\(folder)/link.data") == 0)
    let path = "\(folder)/model.onnx"
    let bytes = try Fixture.bytes("external/link.onnx")
    if isInside {
      let model = try ONNXDecoder.decodeModel(bytes: bytes, path: path)
      #expect(model.graph.initializers[0].data.elements(Float.self) == [1, 2, 3])
    } else {
      let refusal = #expect(throws: Diagnostic.self) {
        try ONNXDecoder.decodeModel(bytes: bytes, path: path)
      }
      #expect(refusal?.code == .externalDataOutsideFolder)
    }
  }

  private func temporaryFolder() -> String? {
    var template = Array("/tmp/edgec-external-XXXXXX".utf8CString)
    return mkdtemp(&template).map { String(cString: $0) }
  }

  private func remove(_ base: String) {
    for name in ["model/link.data", "model/real.data", "outside.data"] { unlink("\(base)/\(name)") }
    rmdir("\(base)/model")
    rmdir(base)
  }
}
