import EdgeData
import EdgeIR
import EdgeSupport
import Testing

struct NPYTests {
  static let codes: [(code: String, element: ElementType)] = [
    ("f2", .float16), ("f4", .float32), ("f8", .float64), ("i1", .int8), ("i2", .int16), ("i4", .int32),
    ("i8", .int64), ("u1", .uint8), ("u2", .uint16), ("u4", .uint32), ("u8", .uint64), ("b1", .bool),
  ]

  @Test(arguments: codes)
  func everyElementTypeIsReadAndWrittenAsNumpyDoes(code: String, element: ElementType) throws {
    let file = try FileSystem.read(fixture("npy/\(code).npy"))
    let expected = ramp(element, [2, 3])
    #expect(try NPY.decode(file, path: code).isIdentical(to: expected))
    #expect(NPY.encode(expected) == file)
  }

  @Test(arguments: codes.filter { $0.element.sizeInBytes > 1 })
  func bigEndianIsSwapped(code: String, element: ElementType) throws {
    #expect(try TensorFile.read(fixture("npy/big_\(code).npy")).isIdentical(to: ramp(element, [2, 3])))
  }

  @Test func columnMajorBecomesRowMajor() throws {
    #expect(try TensorFile.read(fixture("npy/fortran.npy")).isIdentical(to: ramp(.float32, [2, 3, 4])))
  }

  @Test(arguments: [2, 3]) func laterVersionsAreRead(version: Int) throws {
    let tensor = try TensorFile.read(fixture("npy/version\(version).npy"))
    #expect(tensor.isIdentical(to: ramp(.float32, [2, 3])))
  }

  @Test(arguments: [
    ("scalar", ramp(.int64, [])), ("vector", ramp(.float32, [5])), ("empty", ramp(.float32, [0, 3])),
  ])
  func edgeShapes(name: String, expected: Tensor) throws {
    let file = try FileSystem.read(fixture("npy/\(name).npy"))
    #expect(try NPY.decode(file, path: name).isIdentical(to: expected))
    #expect(NPY.encode(expected) == file)
  }

  @Test(arguments: ["structured", "object", "complex", "text"])
  func otherDtypesAreRefusedWithAHint(name: String) {
    let diagnostic = expectDiagnostic(.malformedData) { try TensorFile.read(fixture("refused/\(name).npy")) }
    #expect(diagnostic?.message.contains("numpy dtype") == true)
    #expect(diagnostic?.hint != nil)
  }

  @Test func boolsOtherThanOneAreTrue() throws {
    var file = try FileSystem.read(fixture("npy/b1.npy"))
    file[file.count - 1] = 0x80
    #expect(try NPY.decode(file, path: "b").elements(as: Bool.self).last == true)
  }

  /// A header alone, for `shape` as Python would print it.
  private func header(shape: String) -> [UInt8] {
    let text = Array("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }\n".utf8)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count), 0] + text
  }

  @Test(arguments: ["(9223372036854775807, 9223372036854775807)", "(4611686018427387904, 4, 0)", "(1 << 3,)"])
  func impossibleShapesAreRefused(shape: String) {
    #expect(throws: Diagnostic.self) { try NPY.decode(header(shape: shape), path: "x") }
  }

  @Test func declaredSizeIsComparedWithTheFileBeforeAllocation() {
    let diagnostic = expectDiagnostic(.malformedData) {
      try NPY.decode(header(shape: "(1000000000,)"), path: "x")
    }
    #expect(diagnostic?.message == "ends too early: expected 4000000000 bytes for f32[1000000000], got 0")
  }
}
