import EdgeData
import EdgeIR
import EdgeSupport
import Testing

struct TensorFileTests {
  @Test(arguments: NPYTests.codes)
  func tensorProtosAreReadAsOnnxWritesThem(code: String, element: ElementType) throws {
    let tensor = try TensorFile.read(fixture("pb/\(code).pb"))
    #expect(tensor.isIdentical(to: ramp(element, [2, 3])))
  }

  @Test(arguments: ["npy", "npz", "pb", "bin"], ElementType.allCases)
  func everyFormatReadsWhatItWrote(format: String, element: ElementType) throws {
    try withTemporaryFolder { folder in
      let tensor = ramp(element, [2, 1, 3])
      let path = "\(folder)/t.\(format)"
      try TensorFile.write(tensor, path)
      #expect(try TensorFile.read(path, as: tensor.type).isIdentical(to: tensor))
    }
  }

  @Test func contentDecidesBeforeTheName() throws {
    try withTemporaryFolder { folder in
      try FileSystem.write(NPY.encode(ramp(.int8, [3])), to: "\(folder)/t.bin")
      #expect(try TensorFile.read("\(folder)/t.bin").isIdentical(to: ramp(.int8, [3])))
    }
  }

  @Test func rawFilesNeedAType() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t.bin"
      try TensorFile.write(ramp(.float32, [6]), path)
      expectDiagnostic(.malformedData) { try TensorFile.read(path) }
      for shape in [[5], [3], [0], [7]] {
        expectDiagnostic(.dataMismatch) { try TensorFile.read(path, as: TensorType(.float32, shape)) }
      }
    }
  }

  @Test func textTensorsAreRefused() {
    #expect(throws: Diagnostic.self) { try TensorFile.read(fixture("refused/text.pb")) }
  }

  @Test func unknownNamesAreRefused() throws {
    try withTemporaryFolder { folder in
      expectDiagnostic(.invalidOption) { try TensorFile.write(ramp(.int8, [1]), "\(folder)/t.csv") }
      try FileSystem.write("1,2", to: "\(folder)/t.csv")
      expectDiagnostic(.malformedData) { try TensorFile.read("\(folder)/t.csv") }
      expectDiagnostic(.fileNotReadable) { try TensorFile.read("\(folder)/missing.npy") }
    }
  }
}
