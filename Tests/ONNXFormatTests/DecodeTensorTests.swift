import EdgeSupport
import ONNXFormat
import Testing

@Suite struct DecodeTensorTests {
  /// Each tensor is stored twice: in the field for its type, and as raw data written by numpy.
  @Test(arguments: ["typed_data_wide.onnx", "typed_data_narrow.onnx"])
  func typedFieldsBecomeRawBytes(name: String) throws {
    let tensors = try Fixture.model(name).graph.initializers
    #expect(tensors.count > 20)
    for index in stride(from: 0, to: tensors.count, by: 2) {
      let (typed, raw) = (tensors[index], tensors[index + 1])
      #expect(raw.name == "\(typed.name)_raw")
      #expect(typed.name == typed.elementType.name)
      #expect(typed.elementType == raw.elementType)
      #expect(typed.shape == raw.shape)
      #expect(typed.data.bytes.array == raw.data.bytes.array, "\(typed.name)")
      #expect(typed.data.count == typed.elementType.byteCount(elementCount: typed.shape.reduce(1, *)))
    }
  }

  @Test func readsExtremes() throws {
    let tensors = try Fixture.model("typed_data_wide.onnx").graph.initializers
    func tensor(_ name: String) throws -> ONNXTensorData {
      try #require(tensors.first { $0.name == name }).data
    }
    #expect(try tensor("int8").elements(Int8.self) == [.min, .max])
    #expect(try tensor("uint32").elements(UInt32.self) == [0, .max])
    #expect(try tensor("int64").elements(Int64.self) == [.min, .max])
    #expect(try tensor("uint64").elements(UInt64.self) == [0, .max])
    #expect(try tensor("bool").elements(UInt8.self) == [1, 0])
    #expect(try tensor("double").elements(Double.self) == [1.5, -2.5])
  }

  @Test func packsNarrowElements() throws {
    let tensors = try Fixture.model("typed_data_narrow.onnx").graph.initializers
    let int4 = try #require(tensors.first { $0.name == "int4" })
    #expect(int4.shape == [3])
    #expect(int4.data.bytes.array == [0x78, 0x01])
    let uint2 = try #require(tensors.first { $0.name == "uint2" })
    #expect(uint2.data.bytes.array == [0b1110_0100, 0b01])
  }

  @Test func readsStringsScalarsAndEmptyTensors() throws {
    let graph = try Fixture.model("other_data.onnx").graph
    let tensors = graph.initializers
    #expect(tensors.map(\.name) == ["string", "future", "scalar", "empty", "huge_empty"])
    guard case .strings(let strings) = tensors[0].data else {
      Issue.record("expected strings")
      return
    }
    #expect(strings == [[97], [], [255]])
    #expect(tensors[1].elementType.rawValue == 99)
    #expect(tensors[1].elementType.name == "type 99")
    #expect(tensors[1].data.bytes.array == [1, 2])
    #expect(tensors[2].shape == [])
    #expect(tensors[2].data.elements(Float.self) == [4])
    #expect(tensors[3].shape == [0, 3])
    #expect(tensors[3].data.baseAddress == nil)
    #expect(tensors[4].shape == [1 << 62, 1 << 62, 0])
    let sparse = try #require(graph.sparseInitializers.first)
    #expect(sparse.values.name == "sparse")
    #expect(sparse.shape == [2, 3])
    #expect(sparse.indices.data.elements(Int64.self) == [1, 2])
  }

  @Test(arguments: [
    ("too_few_bytes", DiagnosticCode.malformedTensor, "expected 8 bytes for 2 elements of float, got 7"),
    ("too_many_bytes", .malformedTensor, "expected 8 bytes for 2 elements of float, got 9"),
    ("too_few_elements", .malformedTensor, "expected 8 bytes for 2 elements of float, got 4"),
    ("no_data", .malformedTensor, "expected 8 bytes for 2 elements of float, got 0"),
    ("negative_dimension", .malformedTensor, "expected dimensions of at least 0, got -1"),
    ("segment", .malformedTensor, "is one segment of a larger tensor, expected it whole"),
    ("untyped", .malformedTensor, "has no element type"),
    ("too_few_strings", .malformedTensor, "expected 2 strings for its shape, got 1"),
    ("raw_int4", .malformedTensor, "expected 2 bytes for 3 elements of int4, got 3"),
    ("element_overflow", .sizeLimitExceeded, "has more elements than memory can address: [\(1 << 62), 4]"),
    ("byte_overflow", .sizeLimitExceeded, "has more elements than memory can address: [\(1 << 62)]"),
  ])
  func refusesDataThatDoNotFit(name: String, code: DiagnosticCode, message: String) throws {
    let refusal = try #require(try Fixture.refusal(of: "misfit_\(name).onnx"))
    #expect(refusal.code == code)
    #expect(refusal.message == "a stored tensor \(message)")
    #expect(refusal.location.file == Fixture.path("misfit_\(name).onnx"))
    #expect(refusal.location.value == "w")
  }

  @Test func locatesAttributesAtTheInnermostNode() throws {
    let location = try #require(try Fixture.refusal(of: "misfit_in_branch.onnx")).location
    #expect(location.node == "two")
    #expect(location.nodeIndex == 1)
    #expect(location.operatorType == "Constant")
    #expect(location.value == nil)
  }

  @Test func dataOutliveTheModel() throws {
    var data = try Fixture.model("small.onnx").graph.initializers[0].data
    let owner = data.owner
    let address = try #require(data.baseAddress)
    data = .strings([])
    withExtendedLifetime(owner) {
      #expect(address.load(fromByteOffset: 20, as: Float.self) == 5)
    }
  }

  @Test(arguments: ["tensor.pb", "tensor_strings.pb"])
  func encodingRestoresTheFile(name: String) throws {
    let tensor = try ONNXDecoder.decodeTensor(bytes: Fixture.bytes(name), path: name)
    let again = try ONNXDecoder.decodeTensor(bytes: ONNXEncoder.encode(tensor), path: name)
    #expect(again.name == tensor.name)
    #expect(again.elementType == tensor.elementType)
    #expect(again.shape == tensor.shape)
    #expect("\(strings(again.data))" == "\(strings(tensor.data))")
    #expect(again.data.bytes.array == tensor.data.bytes.array)
  }

  private func strings(_ data: ONNXTensorData) -> [[UInt8]] {
    if case .strings(let strings) = data { strings } else { [] }
  }

  @Test func decodesTensorFiles() throws {
    let tensor = try ONNXDecoder.decodeTensor(bytes: Fixture.bytes("tensor.pb"), path: "tensor.pb")
    #expect(tensor.elementType == .int4)
    #expect(tensor.data.bytes.array == [0xe1, 0x03])
    let strings = try ONNXDecoder.decodeTensor(bytes: Fixture.bytes("tensor_strings.pb"), path: "")
    #expect(self.strings(strings.data) == [Array("one".utf8), Array("two".utf8)])
  }

  @Test func elementTypesHaveWidths() {
    #expect(ONNXElementType.int4.byteCount(elementCount: 3) == 2)
    #expect(ONNXElementType.uint2.byteCount(elementCount: 5) == 2)
    #expect(ONNXElementType.complex128.byteCount(elementCount: 2) == 32)
    #expect(ONNXElementType.float.byteCount(elementCount: .max) == nil)
    #expect(ONNXElementType.string.byteCount(elementCount: 1) == nil)
    #expect(ONNXElementType(rawValue: -1).bitWidth == nil)
  }
}
