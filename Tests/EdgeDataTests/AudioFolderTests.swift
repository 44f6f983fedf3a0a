import EdgeData
import EdgeIR
import EdgeSupport
import Testing

struct AudioFolderTests {
  private static let folder = fixture("media/sounds")

  @Test func soundsAreMixedCutAndPadded() throws {
    let type = TensorType(.float32, [1, 4])
    let source = try CalibrationData.open(Self.folder, inputs: [("x", type)])
    let sounds = try (0..<source.count).map { try source.sample(at: $0)[0] }
    #expect(sounds.map(\.type) == [type, type, type])
    let expected: [[Double]] = [
      [0, 16_384, -16_384, 32_767], [8192, 8191.5, -16_383.5, 0], [16_384, -8192, 49_152, 0],
    ]
    #expect(sounds.map { $0.doubles().map { $0 * 32_768 } } == expected)
    #expect(source.limits == -1...1)
  }

  @Test func inputsMustTakeSound() {
    for type in [TensorType(.int16, [1, 4]), TensorType(.float32, [49, 10]), TensorType(.float32, [1])] {
      expectDiagnostic(.dataMismatch) { try CalibrationData.open(Self.folder, inputs: [("x", type)]) }
    }
  }

  private func read(_ bytes: [UInt8], _ folder: String, name: String = "a.wav") throws -> Tensor {
    try FileSystem.write(bytes, to: "\(folder)/\(name)")
    let source = try CalibrationData.open(folder, inputs: [("x", TensorType(.float32, [4]))])
    return try source.sample(at: source.count - 1)[0]
  }

  @Test func ratesMustAgree() throws {
    var bytes = try FileSystem.read("\(Self.folder)/sound_2.wav")
    try withTemporaryFolder { folder in
      _ = try read(bytes, folder)
      bytes[24] = 0
      let error = expectDiagnostic(.dataMismatch) { try read(bytes, folder, name: "b.wav") }
      #expect(error?.location.file == "\(folder)/b.wav")
    }
  }

  @Test(arguments: ["sound_2.wav", "sound_10.wav", "sound_11.wav"])
  func damageEndsInADiagnostic(name: String) throws {
    let bytes = try FileSystem.read("\(Self.folder)/\(name)")
    try withTemporaryFolder { folder in
      for count in bytes.indices {
        expectDiagnostic(.malformedData) { try read(Array(bytes[..<count]), folder) }
      }
      for position in bytes.indices {
        for byte in [0, 1, 0x7F, 0xFF] as [UInt8] {
          var damaged = bytes
          damaged[position] = byte
          do { _ = try read(damaged, folder) } catch { #expect(error is Diagnostic) }
        }
      }
    }
  }
}
