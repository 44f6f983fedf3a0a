import EdgeData
import EdgeIR
import EdgeSupport
import Testing

/// Pictures become what Pillow makes of them.
struct ImageFolderTests {
  private static let folder = fixture("media/images")
  private static let names = [
    "alpha.png", "baseline.jpg", "bits.png", "grey.JPG", "grey.png", "palette.png", "progressive.jpeg",
    "rgb.png",
  ]
  private static let bytesAsTheyAre = ImageOptions(scale: 1)

  private func expected(_ name: String) throws -> Tensor {
    try #require(try NPZ(ByteSource(path: fixture("media/images.npz"))).read(name))
  }

  private func image(_ type: TensorType, _ options: ImageOptions, name: String = "rgb.png") throws -> Tensor {
    let source = try CalibrationData.open("\(Self.folder)/\(name)", inputs: [("x", type)], images: options)
    #expect(source.count == 1)
    let tensors = try source.sample(at: 0)
    #expect(tensors.map(\.type) == [type])
    return tensors[0]
  }

  @Test func foldersAreReadInOrder() throws {
    let type = TensorType(.float32, [1, 9, 13, 3])
    let source = try CalibrationData.open(Self.folder, inputs: [("x", type)], images: Self.bytesAsTheyAre)
    #expect(source.count == Self.names.count)
    for (index, name) in Self.names.enumerated() {
      #expect(try source.sample(at: index)[0].doubles() == expected(name).doubles(), "\(name)")
    }
  }

  @Test(arguments: names) func greyIsPillows(name: String) throws {
    let grey = try image(TensorType(.uint8, [9, 13]), ImageOptions(), name: name)
    #expect(try grey.doubles() == expected("\(name):L").doubles())
  }

  @Test(arguments: ["4x5", "13x5", "20x17", "2x2"], ImageOptions.Fit.allCases)
  func otherSizesAreResampled(size: String, fit: ImageOptions.Fit) throws {
    let sizes = size.split(separator: "x").compactMap { Int($0) }
    var options = Self.bytesAsTheyAre
    options.fit = fit
    let result = try image(TensorType(.float32, [sizes[1], sizes[0], 3]), options)
    let expected = try expected("\(fit.rawValue):\(size)").doubles()
    let differences = zip(result.doubles(), expected).map { abs($0 - $1) }
    #expect(differences.max() ?? 1 < 1e-3)
    #expect(result.elementCount == expected.count)
  }

  @Test func channelsMayComeFirstAndInReverse() throws {
    let last = try image(TensorType(.float32, [1, 9, 13, 3]), ImageOptions()).doubles()
    var options = ImageOptions()
    options.channelOrder = .bgr
    let first = try image(TensorType(.float32, [1, 3, 9, 13]), options).doubles()
    for position in 0..<(9 * 13) {
      for channel in 0..<3 {
        #expect(first[(2 - channel) * 9 * 13 + position] == last[position * 3 + channel])
      }
    }
  }

  @Test func numbersAreNormalizedForEachChannel() throws {
    let options = ImageOptions(scale: 0.5, mean: [1, 2, 3], standardDeviation: [2, -4, 8])
    let type = TensorType(.float16, [1, 9, 13, 3])
    let source = try CalibrationData.open("\(Self.folder)/rgb.png", inputs: [("x", type)], images: options)
    let bytes = try expected("rgb.png").doubles()
    let numbers = try source.sample(at: 0)[0].doubles()
    let (means, deviations): ([Double], [Double]) = ([1, 2, 3], [2, -4, 8])
    let exact = bytes.enumerated().map { i, byte in (byte * 0.5 - means[i % 3]) / deviations[i % 3] }
    #expect(numbers == exact.map { Double(Float16($0)) })
    #expect(source.limits == -31.375...63.25)
  }

  @Test(arguments: [
    TensorType(.float32, [1, 4, 9, 13]), TensorType(.float32, [2, 3, 9, 13]),
    TensorType(.int8, [1, 3, 9, 13]),
    TensorType(.float32, [1, 3, 0, 13]), TensorType(.float32, [10]),
  ]) func inputsMustBePictures(type: TensorType) {
    let error = expectDiagnostic(.dataMismatch) {
      try CalibrationData.open(Self.folder, inputs: [("x", type)])
    }
    #expect(error?.location.value == "x")
  }

  @Test(arguments: [
    ImageOptions(mean: [1, 2]), ImageOptions(standardDeviation: [0]), ImageOptions(scale: .infinity),
    ImageOptions(mean: [.nan]), ImageOptions(mean: []),
  ]) func optionsMustFit(options: ImageOptions) {
    expectDiagnostic(.invalidOption) {
      try CalibrationData.open(
        Self.folder, inputs: [("x", TensorType(.float32, [3, 9, 13]))], images: options)
    }
  }

  @Test func otherColoursAreRefused() {
    expectDiagnostic(.malformedData) {
      try CalibrationData.open(fixture("media/cmyk.jpg"), inputs: [("x", TensorType(.float32, [3, 9, 13]))])
        .sample(at: 0)
    }
  }

  private func refusal(_ bytes: [UInt8], at path: String) throws -> Diagnostic? {
    try FileSystem.write(bytes, to: path)
    do {
      _ = try CalibrationData.open(path, inputs: [("x", TensorType(.uint8, [3, 9, 13]))]).sample(at: 0)
      return nil
    } catch {
      return try #require(error as? Diagnostic)
    }
  }

  /// Sizes stand in the header, whose checksum is right here; memory for so large a picture is not asked for.
  @Test func hugePicturesAreRefused() throws {
    var bytes = try FileSystem.read("\(Self.folder)/rgb.png")
    bytes.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
    bytes.replaceSubrange(29..<33, with: [0x39, 0x67, 0x4E, 0x07])
    let error = try withTemporaryFolder { try refusal(bytes, at: "\($0)/a.png") }
    #expect(error?.code == .sizeLimitExceeded)
  }

  @Test(arguments: ["rgb.png", "palette.png", "baseline.jpg", "progressive.jpeg"])
  func damageEndsInADiagnostic(name: String) throws {
    let bytes = try FileSystem.read("\(Self.folder)/\(name)")
    var generator = SeededGenerator(seed: 11)
    try withTemporaryFolder { folder in
      let path = "\(folder)/\(name)"
      // What follows the pixels is not needed.
      for count in stride(from: 0, to: bytes.count - 14, by: 3) {
        let error = try refusal(Array(bytes[..<count]), at: path)
        #expect(error?.location.file == path, "\(count)")
        #expect(error?.code == .malformedData)
      }
      for _ in 0..<500 {
        var damaged = bytes
        damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
        _ = try refusal(damaged, at: path)
      }
    }
  }
}
