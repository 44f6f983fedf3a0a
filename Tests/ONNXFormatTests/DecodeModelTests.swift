import EdgeSupport
import ONNXFormat
import Testing

@Suite struct DecodeModelTests {
  @Test func readsModelAndGraph() throws {
    let model = try Fixture.model("small.onnx")
    #expect(model.irVersion == 8)
    #expect(model.producerName == "fixture")
    #expect(model.opsetImports == [ONNXOpset(version: 17)])
    #expect(model.graph.name == "graph")
    #expect(model.graph.nodes.map(\.operatorType) == ["MatMul", "Softmax"])
    #expect(model.graph.nodes.map(\.name) == ["multiply", ""])
    #expect(model.graph.nodes.map(\.inputs) == [["x", "w"], ["h"]])
    #expect(model.graph.nodes.map(\.outputs) == [["h"], ["y"]])
    let weight = try #require(model.graph.initializers.first)
    #expect(weight.name == "w")
    #expect(weight.elementType == .float)
    #expect(weight.shape == [3, 2])
    #expect(weight.data.elements(Float.self) == [0, 1, 2, 3, 4, 5])
    let batch = ONNXType.tensor(elementType: .float, shape: [.parameter("batch"), .value(3)])
    #expect(model.graph.inputs == [ONNXValueInfo(name: "x", type: batch)])
  }

  @Test func bytesAndFileDecodeAlike() throws {
    let file = try Fixture.model("attributes.onnx")
    let bytes = try ONNXDecoder.decodeModel(bytes: Fixture.bytes("attributes.onnx"), path: "memory")
    #expect("\(bytes.graph.nodes.map(\.inputs))" == "\(file.graph.nodes.map(\.inputs))")
    #expect(bytes.graph.nodes[0].attributes.map(\.name) == file.graph.nodes[0].attributes.map(\.name))
  }

  @Test func readsEveryAttributeKind() throws {
    let node = try #require(try Fixture.model("attributes.onnx").graph.nodes.first)
    #expect(node.domain == "test.kinds")
    #expect(node.docString == "every attribute kind")
    #expect(node.inputs == ["x", "", "x"])
    #expect(node.outputs == ["y", ""])
    let type = "ONNXFormat.ONNXType.tensor(elementType: float, shape: [2, n, ?])"
    let expected = [
      "float": "float 1.5", "int": "int \(Int64.min)", "string": "string text",
      "tensor": "tensor t int64 [2] 16 bytes", "graph": "graph inner", "floats": "floats [0.5, -2.0]",
      "ints": "ints [1, -1, \(1 << 62)]", "strings": "strings [[97], [], [255, 254]]",
      "tensors": "tensors t t", "graphs": "graphs inner inner",
      "sparse_tensor": "sparse s [2, 3]", "sparse_tensors": "sparses s",
      "type": "type \(type)", "types": "types 2", "absent": "undefined", "untyped": "int 3",
    ]
    let got = node.attributes.map { ($0.name, summary($0.value)) }
    #expect(Dictionary(uniqueKeysWithValues: got) == expected)
  }

  private func summary(_ value: ONNXAttributeValue) -> String {
    switch value {
    case .float(let value): return "float \(value)"
    case .int(let value): return "int \(value)"
    case .string(let bytes): return "string \(String(decoding: bytes, as: UTF8.self))"
    case .tensor(let tensor):
      return "tensor \(tensor.name) \(tensor.elementType.name) \(tensor.shape) \(tensor.data.count) bytes"
    case .graph(let graph): return "graph \(graph.name)"
    case .sparseTensor(let sparse): return "sparse \(sparse.values.name) \(sparse.shape)"
    case .type(.tensor(.float, [.value(2), .parameter("n"), .unknown])):
      return "type ONNXFormat.ONNXType.tensor(elementType: float, shape: [2, n, ?])"
    case .type(let type): return "another type \(type)"
    case .floats(let values): return "floats \(values)"
    case .ints(let values): return "ints \(values)"
    case .strings(let values): return "strings \(values)"
    case .tensors(let tensors): return "tensors \(tensors.map(\.name).joined(separator: " "))"
    case .graphs(let graphs): return "graphs \(graphs.map(\.name).joined(separator: " "))"
    case .sparseTensors(let list): return "sparses \(list.map(\.values.name).joined(separator: " "))"
    case .types(let types): return "types \(types.count)"
    case .undefined: return "undefined"
    }
  }

  @Test func normalisesTheDefaultDomain() throws {
    let opsets = try Fixture.model("attributes.onnx").opsetImports
    #expect(opsets == [ONNXOpset(version: 17), ONNXOpset(domain: "test.kinds", version: 1)])
  }

  @Test func readsTypes() throws {
    let shape: [ONNXDimension] = [.value(2), .parameter("n"), .unknown, .unknown]
    let tensor = ONNXType.tensor(elementType: .float16, shape: shape)
    let expected: [(String, ONNXType?)] = [
      ("tensor", tensor), ("unranked", .tensor(elementType: .int8, shape: nil)),
      ("scalar", .tensor(elementType: .bool, shape: [])), ("sequence", .sequence(tensor)),
      ("optional", .optional(tensor)), ("map", .map(key: .string, value: tensor)),
      ("sparse", .sparseTensor(elementType: .double, shape: [.value(4)])),
      ("future", .tensor(elementType: ONNXElementType(rawValue: 99), shape: [.value(1)])),
      ("untyped", nil),
    ]
    let inputs = try Fixture.model("types.onnx").graph.inputs
    #expect(inputs == expected.map { ONNXValueInfo(name: $0.0, type: $0.1) })
  }

  @Test func readsFieldsNewerThanTheLibrary() throws {
    let model = try Fixture.model("functions.onnx")
    #expect(model.irVersion == 10)
    let call = try #require(model.graph.nodes.first)
    #expect(call.domain == "test.functions")
    #expect(call.overload == "float")
    let function = try #require(model.functions.first)
    #expect(function.name == "Leak")
    #expect(function.domain == "test.functions")
    #expect(function.overload == "float")
    #expect(function.docString == "leaks")
    #expect(function.inputs == ["a"])
    #expect(function.outputs == ["b"])
    #expect(function.attributes == ["required"])
    #expect(function.opsetImports == [ONNXOpset(version: 22)])
    let type = ONNXType.tensor(elementType: .float, shape: [.parameter("n")])
    #expect(function.valueInfo == [ONNXValueInfo(name: "b", type: type)])
    let slope = try #require(function.attributeDefaults.first)
    guard case .float(0.25) = slope.value else {
      Issue.record("expected a default of 0.25, got \(slope.value)")
      return
    }
    #expect(slope.name == "slope")
    #expect(slope.referencedName == nil)
    let alpha = try #require(function.nodes.first?.attributes.first)
    #expect(alpha.name == "alpha")
    #expect(alpha.referencedName == "slope")
  }

  @Test func readsMetadata() throws {
    let model = try Fixture.model("other_data.onnx")
    #expect(model.metadata == [ONNXMetadata(key: "key", value: "value")])
  }

  @Test func repairsTextThatIsNotUTF8() throws {
    let name = try #require(try Fixture.model("not_utf8.onnx").graph.nodes.first?.name)
    #expect(name.hasPrefix("mul\u{fffd}"))
  }

  @Test func oldFilesMeanTheFirstOperatorSet() throws {
    #expect(try Fixture.model("old.onnx").opsetImports == [ONNXOpset(version: 1)])
  }
}
