import EdgeData
import EdgeIR
import EdgeSupport
import Testing

struct DataSetTests {
  static let x: DataSet.Port = ("x", TensorType(.float32, [1, 2, 3]))
  static let ab: DataSet.Port = ("a/b", TensorType(.int32, [1, 2]))
  static let y: DataSet.Port = ("y", TensorType(.float32, [1, 6]))

  @Test func onnxTestLayoutInNumericOrder() throws {
    let set = try DataSet.load(fixture("sets/onnx"), inputs: [Self.x, Self.ab], outputs: [Self.y])
    let samples = try set.samples()
    #expect(samples.map { $0.inputs[0].elements(as: Float.self)[0] } == [0, 2, 10])
    for sample in samples {
      #expect(sample.inputs[1].isIdentical(to: ramp(.int32, [1, 2])))
      #expect(sample.expectedOutputs?[0].isIdentical(to: ramp(.float32, [1, 6])) == true)
    }
  }

  @Test func oneFolderOfTheOnnxLayoutIsOneSample() throws {
    let set = try DataSet.load(fixture("sets/onnx/test_data_set_2"), inputs: [Self.x, Self.ab])
    #expect(set.count == 1)
    #expect(try set[0].inputs[0].isIdentical(to: ramp(.float32, [1, 2, 3], first: 2)))
    #expect(try set[0].expectedOutputs == nil)
  }

  @Test func inputsAreFoundByName() throws {
    let set = try DataSet.load(fixture("sets/named"), inputs: [Self.x, Self.ab], outputs: [Self.y])
    #expect(set.count == 1)
    #expect(try set[0].inputs[1].isIdentical(to: ramp(.int32, [1, 2])))
    #expect(try set[0].expectedOutputs == nil)
  }

  @Test(arguments: ["stored", "deflated"]) func leadingAxisOfAnArchiveIsTheSample(name: String) throws {
    let set = try DataSet.load(fixture("npz/\(name).npz"), inputs: [Self.x, Self.ab])
    #expect(set.count == 4)
    #expect(try set[3].inputs[0].isIdentical(to: ramp(.float32, [1, 2, 3], first: 18)))
    #expect(try set[3].inputs[1].isIdentical(to: ramp(.int32, [1, 2], first: 6)))
    #expect(try set[1].inputs[1].isIdentical(to: ramp(.int32, [1, 2], first: 2)))
  }

  @Test func leadingAxisMayPrecedeTheWholeShape() throws {
    let port: DataSet.Port = ("x", TensorType(.float32, [2, 3]))
    let set = try DataSet.load(fixture("npz/zip64.npz"), inputs: [port])
    #expect(set.count == 4)
    #expect(try set[2].inputs[0].isIdentical(to: ramp(.float32, [2, 3], first: 12)))
  }

  @Test func loneArraysServeTheOnlyInput() throws {
    let port: DataSet.Port = ("data", TensorType(.float32, [1, 2, 3]))
    #expect(try DataSet.load(fixture("npz/zip64.npz"), inputs: [port]).count == 4)
    let rows: DataSet.Port = ("data", TensorType(.float32, [1, 3]))
    let set = try DataSet.load(fixture("npy/f4.npy"), inputs: [rows])
    #expect(set.count == 2)
    #expect(try set[1].inputs[0].isIdentical(to: ramp(.float32, [1, 3], first: 3)))
  }

  /// Whatever axes of size 1 it has; elements stay in their order.
  @Test(arguments: [
    ([4, 1], []), ([4], []), ([4, 1, 3], [3]), ([4, 3, 1], [1, 3]), ([4, 3], [1, 1, 3]),
  ])
  func samplesHaveTheInputsElements(_ stored: [Int], _ expected: [Int]) throws {
    try withTemporaryFolder { folder in
      try TensorFile.write(ramp(.float32, stored), "\(folder)/x.npy")
      let set = try DataSet.load(folder, inputs: [("x", TensorType(.float32, expected))])
      #expect(set.count == 4)
      let size = expected.reduce(1, *)
      #expect(try set[2].inputs[0].isIdentical(to: ramp(.float32, expected, first: 2 * size)))
    }
    try withTemporaryFolder { folder in
      try TensorFile.write(ramp(.float32, [4, 2]), "\(folder)/x.npy")
      expectDiagnostic(.dataMismatch) {
        try DataSet.load(folder, inputs: [("x", TensorType(.float32, expected))])
      }
    }
  }

  @Test func columnMajorArraysHaveSamplesToo() throws {
    let port: DataSet.Port = ("x", TensorType(.float32, [1, 3, 4]))
    let set = try DataSet.load(fixture("npy/fortran.npy"), inputs: [port])
    #expect(set.count == 2)
    #expect(try set[1].inputs[0].isIdentical(to: ramp(.float32, [1, 3, 4], first: 12)))
  }

  @Test func arraysOfTheInputsShapeAreOneSample() throws {
    let ports: [DataSet.Port] = [
      ("x", TensorType(.float32, [4, 2, 3])), ("a/b", TensorType(.int32, [4, 2])),
    ]
    let set = try DataSet.load(fixture("npz/stored.npz"), inputs: ports)
    #expect(set.count == 1)
    #expect(try set[0].inputs[0].isIdentical(to: ramp(.float32, [4, 2, 3])))
  }

  @Test func aFolderOfFilesServesTheOnlyInput() throws {
    try withTemporaryFolder { folder in
      for index in [1, 9, 10] {
        try TensorFile.write(ramp(.float32, [2, 3], first: index), "\(folder)/s\(index).npy")
      }
      let port: DataSet.Port = ("x", TensorType(.float32, [2, 3]))
      let samples = try DataSet.load(folder, inputs: [port]).samples()
      #expect(samples.map { $0.inputs[0].elements(as: Float.self)[0] } == [1, 9, 10])
    }
  }

  @Test func rawFilesTakeTheInputsType() throws {
    try withTemporaryFolder { folder in
      try TensorFile.write(ramp(.float32, [12]), "\(folder)/input_0.bin")
      let set = try DataSet.load(folder, inputs: [Self.x])
      #expect(set.count == 2)
      #expect(try set[1].inputs[0].isIdentical(to: ramp(.float32, [1, 2, 3], first: 6)))
    }
  }

  @Test func onlyWideningOfOneKindIsSilent() throws {
    let allowed: Set<[ElementType]> = [
      [.float16, .float32], [.int8, .int32], [.uint8, .int32], [.uint16, .uint64], [.float32, .float32],
    ]
    let refused: Set<[ElementType]> = [
      [.float64, .float32], [.int64, .int32], [.int32, .float32], [.int8, .uint16], [.uint8, .int8],
      [.bool, .int8], [.uint8, .float32],
    ]
    for pair in allowed.union(refused) {
      try withTemporaryFolder { folder in
        try TensorFile.write(ramp(pair[0], [3]), "\(folder)/x.npy")
        let port: DataSet.Port = ("x", TensorType(pair[1], [3]))
        if allowed.contains(pair) {
          #expect(try DataSet.load(folder, inputs: [port])[0].inputs[0].isIdentical(to: ramp(pair[1], [3])))
        } else {
          let diagnostic = expectDiagnostic(.dataMismatch) { try DataSet.load(folder, inputs: [port]) }
          #expect(diagnostic?.message == "expected \(pair[1].rawValue)[3], got \(pair[0].rawValue)[3]")
          #expect(diagnostic?.hint?.contains("astype") == true)
        }
      }
    }
  }

  @Test func mismatchesNameFileAndValue() {
    let wrong: DataSet.Port = ("x", TensorType(.float32, [1, 2, 4]))
    let diagnostic = expectDiagnostic(.dataMismatch) {
      try DataSet.load(fixture("npz/stored.npz"), inputs: [wrong, Self.ab])
    }
    #expect(diagnostic?.message == "expected f32[1,2,4], got f32[4,2,3]")
    #expect(diagnostic?.location.value == "x")
    #expect(diagnostic?.location.file?.hasSuffix("stored.npz") == true)
    #expect(diagnostic?.hint == "one sample is f32[1,2,4], N samples are [N,2,4]")
  }

  @Test func numbersOfInputsAndSamplesMustAgree() {
    let missing: DataSet.Port = ("z", TensorType(.float32, [1]))
    expectDiagnostic(.dataMismatch) {
      try DataSet.load(fixture("sets/named"), inputs: [Self.x, Self.ab, missing])
    }
    expectDiagnostic(.dataMismatch) {
      try DataSet.load(fixture("sets/onnx/test_data_set_0"), inputs: [Self.x])
    }
    expectDiagnostic(.dataMismatch) {
      let whole: DataSet.Port = ("a/b", TensorType(.int32, [4, 2]))
      return try DataSet.load(fixture("npz/stored.npz"), inputs: [Self.x, whole])
    }
    expectDiagnostic(.dataMismatch) { try DataSet.load(fixture("npy/f4.npy"), inputs: [Self.x, Self.ab]) }
    expectDiagnostic(.dataMismatch) {
      try DataSet.load(fixture("npy/empty.npy"), inputs: [("x", TensorType(.float32, [1, 3]))])
    }
    expectDiagnostic(.fileNotReadable) { try DataSet.load(fixture("nowhere"), inputs: [Self.x]) }
  }

  @Test func aFolderWithoutTensorsHasNoSamples() throws {
    try withTemporaryFolder { folder in
      try FileSystem.write("", to: "\(folder)/notes.txt")
      expectDiagnostic(.dataMismatch) { try DataSet.load(folder, inputs: [Self.x]) }
    }
  }

  @Test func untypedSamplesAreReadByPositionOrName() throws {
    let samples = try DataSet.loadRaw(fixture("sets/onnx"))
    #expect(samples.count == 3)
    #expect(samples[0].names == ["input_0", "input_1", "output_0"])
    #expect(samples[0].indexedInputCount == 2)
    #expect(samples[0].indexedOutputCount == 1)
    #expect(try samples[2].input(0, name: "x", isOnly: false)?.type == TensorType(.float32, [1, 2, 3]))
    #expect(try samples[2].output(0, name: "y")?.isIdentical(to: ramp(.float32, [1, 6])) == true)
    #expect(try samples[2].output(1, name: "z") == nil)
    let named = try DataSet.loadRaw(fixture("sets/named"))
    #expect(try named[0].input(1, name: "a/b", isOnly: false)?.isIdentical(to: ramp(.int32, [1, 2])) == true)
    #expect(try named[0].tensor(named: "x")?.shape == [1, 2, 3])
    let lone = try DataSet.loadRaw(fixture("npy/f4.npy"))
    #expect(try lone[0].input(0, name: "any", isOnly: true)?.shape == [2, 3])
  }
}
