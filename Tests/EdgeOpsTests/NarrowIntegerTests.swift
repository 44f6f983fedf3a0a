import EdgeIR
import EdgeInterpreter
import EdgeONNX
import EdgeOps
import EdgeSupport
import ONNXFormat
import Testing

/// Weights of 2 and 4 bits.
struct NarrowIntegerTests {
  private func outputs(
    _ operatorType: String, _ element: ONNXElementType, bytes: [UInt8], attributes: [ONNXAttribute] = []
  ) throws -> [Tensor] {
    let scale = Tensor(scalar: Float(0.5)).onnx(name: "scale")
    let packed = ONNXTensor(name: "x", elementType: element, shape: [5], data: .bytes(ONNXBytes(bytes)))
    let inputs = operatorType == "DequantizeLinear" ? ["x", "scale"] : ["x"]
    let model = ONNXModel(
      irVersion: 10, opsetImports: [ONNXOpset(version: 21)],
      graph: ONNXGraph(
        nodes: [
          ONNXNode(operatorType: operatorType, inputs: inputs, outputs: ["y"], attributes: attributes)
        ], initializers: [packed, scale], inputs: [], outputs: [ONNXValueInfo(name: "y", type: nil)]))
    let graph = try ONNXHost.importGraph(
      model, file: "test.onnx", table: OperatorCatalog.importers, options: ImportOptions(),
      notes: DiagnosticCollector()
    ).graph
    return try Interpreter(graph).run([])
  }

  @Test(
    arguments: [
      (ONNXElementType.int4, [0x87, 0xf1, 0x0e], [3.5, -4, 0.5, -0.5, -1]),
      (.uint4, [0x87, 0xf1, 0x0e], [3.5, 4, 0.5, 7.5, 7]),
      (.int2, [0b1110_0100, 0b01], [0, 0.5, -1, -0.5, 0.5]),
      (.uint2, [0b1110_0100, 0b11], [0, 0.5, 1, 1.5, 1.5]),
    ] as [(ONNXElementType, [UInt8], [Float])])
  func dequantized(_ element: ONNXElementType, _ bytes: [UInt8], _ expected: [Float]) throws {
    let y = try outputs("DequantizeLinear", element, bytes: bytes)
    #expect(y[0].elements(as: Float.self) == expected)
  }

  /// Whatever else reads them would make something of another type than the model says.
  @Test(arguments: ["Identity", "Cast"]) func refused(_ operatorType: String) {
    let to = operatorType == "Cast" ? [ONNXAttribute(name: "to", value: .int(1))] : []
    let error = #expect(throws: DiagnosticsError.self) {
      try outputs(operatorType, .int4, bytes: [1, 2, 3], attributes: to)
    }
    #expect(error?.diagnostics.first?.code == .unsupportedElementType)
  }

  @Test func wrongSize() {
    let error = #expect(throws: DiagnosticsError.self) {
      try outputs("DequantizeLinear", .int4, bytes: [1, 2])
    }
    #expect(error?.diagnostics.first?.code == .malformedTensor)
  }
}
