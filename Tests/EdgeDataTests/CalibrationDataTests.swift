import EdgeData
import EdgeIR
import EdgeSupport
import Testing

struct CalibrationDataTests {
  private let x: DataSet.Port = ("x", TensorType(.float32, [1, 2]))

  @Test func archivesMayHoldMoreThanTheInput() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/data.npz"
      let arrays = [
        ("x_calib", ramp(.float32, [5, 2])), ("y_calib", ramp(.int64, [5])),
        ("x_test", ramp(.float32, [7, 2])),
      ]
      try FileSystem.write(NPZ.encode(arrays.map { (name: $0.0, tensor: $0.1) }, path: path), to: path)
      let source = try CalibrationData.open(path, inputs: [x])
      #expect(source.count == 5 && source.limits == nil)
      #expect(try source.sample(at: 3)[0].isIdentical(to: ramp(.float32, [1, 2], first: 6)))
      // The input's own name comes first.
      let named: DataSet.Port = ("x_test", x.type)
      #expect(try CalibrationData.open(path, inputs: [named]).count == 7)
      // With two inputs nothing is guessed.
      expectDiagnostic(.dataMismatch) { try CalibrationData.open(path, inputs: [x, ("z", x.type)]) }
    }
  }

  @Test func mediaAreFoundInFoldersOfTheirOwn() throws {
    try withTemporaryFolder { folder in
      let picture = try FileSystem.read(fixture("media/images/rgb.png"))
      for place in ["cat", "dog", "a/b/c", "a/b/c/d/e", ".cache"] {
        try FileSystem.createDirectory("\(folder)/\(place)")
        try FileSystem.write(picture, to: "\(folder)/\(place)/1.png")
      }
      let input: DataSet.Port = ("x", TensorType(.float32, [3, 9, 13]))
      #expect(try CalibrationData.open(folder, inputs: [input]).count == 3)
      let error = expectDiagnostic(.dataMismatch) { try CalibrationData.open(folder, inputs: [input, x]) }
      #expect(error?.message == "expected data for 2 inputs, got images for one")
      try FileSystem.write(FileSystem.read(fixture("media/sounds/sound_2.wav")), to: "\(folder)/a.wav")
      expectDiagnostic(.dataMismatch) { try CalibrationData.open(folder, inputs: [input]) }
    }
  }

  @Test func whatIsNotThereIsSaid() {
    expectDiagnostic(.fileNotReadable) { try CalibrationData.open("/nonexistent/x.npz", inputs: [x]) }
    expectDiagnostic(.fileNotReadable) {
      try CalibrationData.open("/nonexistent/x.png", inputs: [("x", TensorType(.float32, [3, 9, 13]))])
        .sample(at: 0)
    }
  }
}

struct SampleChoiceTests {
  @Test func samplesAreEvenlySpaced() {
    #expect(SampleChoice(of: 10, limit: 4).indices == [0, 2, 5, 7])
    #expect(SampleChoice(of: 3, limit: 100).indices == [0, 1, 2])
    #expect(SampleChoice(of: 1000).indices.count == SampleChoice.defaultLimit)
    #expect(SampleChoice(of: 10, limit: 0).indices == [])
    #expect(SampleChoice(of: 10, limit: -1).indices == [])
  }

  @Test(arguments: 1...5, [0, 1, 4, 7, 100, 250]) func shardsArePartsOfTheChoice(shards: Int, count: Int)
    throws
  {
    let parts = try (0..<shards).map {
      try SampleChoice(of: count, shard: Shard(index: $0, of: shards)).indices
    }
    #expect(parts.flatMap { $0 }.sorted() == SampleChoice(of: count).indices)
    #expect((parts.map(\.count).max() ?? 0) - (parts.map(\.count).min() ?? 0) <= 1)
  }

  @Test func shardsAreWrittenFromOne() throws {
    #expect(try Shard(parsing: "1/1") == .whole)
    #expect(try Shard(parsing: "3/4") == Shard(index: 2, of: 4))
    for text in ["", "1", "0/4", "5/4", "1/0", "a/b", "1/2/3", "-1/2", "1/-2", "9223372036854775808/1"] {
      let error = expectDiagnostic(.invalidOption) { try Shard(parsing: text) }
      #expect(error?.message.hasSuffix("got '\(text)'") == true)
    }
    expectDiagnostic(.invalidOption) { try Shard(index: -1, of: 2) }
  }
}
