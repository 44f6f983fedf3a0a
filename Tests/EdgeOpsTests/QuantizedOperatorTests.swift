import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// ONNX Runtime's operators on quantized tensors. The expected numbers are what ONNX Runtime 1.31 computes, with scales
/// that make many halves and odd zero points that show when they are rounded.
struct QuantizedOperatorTests {
  private let a = Tensor([8], [0, 3, 4, 5, 6, 100, 200, 255] as [UInt8])
  private let b = Tensor([8], [5, 5, 6, 7, 255, 1, 200, 255] as [UInt8])
  private let quarter = Tensor(scalar: Float(0.25))
  private let half = Tensor(scalar: Float(0.5))
  private let weights = Tensor([4, 2], [1, -2, 3, -4, 5, -6, 7, -8] as [Int8])
  private let columns = Tensor([2], [0.25, 0.5] as [Float])
  private let zeros = Tensor([2], [0, 0] as [Int8])

  private func zero(_ value: UInt8) -> Tensor { Tensor(scalar: value) }

  private func bytes(_ values: [UInt8], _ shape: [Int]? = nil) -> Tensor {
    Tensor(shape ?? [values.count], values)
  }

  @Test(
    arguments: [
      ("QLinearAdd", [6, 7, 8, 9, 134, 54, 203, 255]), ("QLinearMul", [7, 7, 7, 8, 101, 0, 255, 255]),
    ] as [(String, [UInt8])])
  func binary(_ name: String, _ expected: [UInt8]) throws {
    try DomainNode("com.microsoft.\(name)-1", [a, quarter, zero(3), b, quarter, zero(5), half, zero(7)])
      .expect(bytes(expected))
  }

  @Test func unary() throws {
    let scale = Tensor(scalar: Float(1) / 256)
    try DomainNode("com.microsoft.QLinearSigmoid-1", [a, quarter, zero(5), scale])
      .expect(bytes([57, 97, 112, 128, 144, 255, 255, 255]))
    let alpha = ONNXAttribute(name: "alpha", value: .float(0.5))
    try DomainNode(
      "com.microsoft.QLinearLeakyRelu-1", [a, quarter, zero(5), half, zero(7)], [alpha]
    ).expect(bytes([6, 7, 7, 7, 7, 55, 105, 132]))
  }

  @Test func choices() throws {
    let condition = Tensor([8], (0..<8).map { $0 % 2 == 0 })
    let eighth = Tensor(scalar: Float(0.125))
    try DomainNode(
      "com.microsoft.QLinearWhere-1", [condition, a, quarter, zero(3), b, eighth, zero(5), half, zero(7)]
    ).expect(bytes([5, 7, 7, 7, 9, 6, 105, 69]))
    let axis = ONNXAttribute(name: "axis", value: .int(0))
    try DomainNode(
      "com.microsoft.QLinearConcat-1", [half, zero(7), a, quarter, zero(3), b, half, zero(7)], computed: 0,
      [axis]
    ).expect(bytes([5, 7, 7, 8, 9, 55, 105, 133, 5, 5, 6, 7, 255, 1, 200, 255]))
  }

  @Test func pools() throws {
    let image = a.reshaped([1, 2, 2, 2])
    let operands = [image, quarter, zero(3), half, zero(7)]
    try DomainNode("com.microsoft.QLinearGlobalAveragePool-1", operands)
      .expect(bytes([7, 76], [1, 2, 1, 1]))
    let kernel = ONNXAttribute(name: "kernel_shape", value: .ints([1, 2]))
    try DomainNode("com.microsoft.QLinearAveragePool-1", operands, [kernel])
      .expect(bytes([6, 8, 32, 119], [1, 2, 2, 1]))
    let attributes = [
      ONNXAttribute(name: "axes", value: .ints([2, 3])), ONNXAttribute(name: "keepdims", value: .int(0)),
    ]
    try DomainNode("com.microsoft.QLinearReduceMean-1", operands, attributes).expect(bytes([7, 76], [1, 2]))
  }

  @Test func softmax() throws {
    let attributes = [
      ONNXAttribute(name: "axis", value: .int(1)), ONNXAttribute(name: "opset", value: .int(13)),
    ]
    let scale = Tensor(scalar: Float(1) / 256)
    try DomainNode(
      "com.microsoft.QLinearSoftmax-1", [a.reshaped([2, 4]), quarter, zero(3), scale, zero(0)], attributes
    ).expect(bytes([27, 58, 75, 96, 0, 0, 0, 255], [2, 4]))
  }

  @Test func products() throws {
    let rows = a.reshaped([2, 4])
    let alpha = ONNXAttribute(name: "alpha", value: .float(2))
    let bias = Tensor([2], [10, -20] as [Int32])
    try DomainNode(
      "com.microsoft.QGemm-1",
      [rows, half, zero(3), weights, columns, zeros, bias, Tensor(scalar: Float(8)), zero(7)], [alpha]
    ).expect(bytes([8, 5, 102, 0], [2, 2]))
    let offsets = Tensor([2], [1, 2] as [Float])
    try DomainNode(
      "com.microsoft.MatMulIntegerToFloat-1", [rows, weights, half, columns, zero(3), zeros, offsets]
    ).expect(Tensor([2, 2], [3, -2, 381.375, -896] as [Float]))
    let numbers = Tensor([1, 4], [0, 1, 2, 255] as [Float])
    try DomainNode("com.microsoft.DynamicQuantizeMatMul-1", [numbers, weights, columns, zeros])
      .expect(Tensor([1, 2], [449.5, -1028] as [Float]))
  }

  /// Zero points for each row of each matrix on the left, for each column of each matrix on the right.
  @Test func zeroPointsOfMatrices() throws {
    let matrices = bytes([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2])
    try DomainNode(
      "MatMulInteger-10",
      [matrices, matrices, bytes([1, 2, 3, 4], [2, 2, 1]), bytes([1, 2, 3, 4], [2, 1, 2])]
    ).expect(Tensor([2, 2, 2], [2, 2, 4, 4, 16, 16, 22, 22] as [Int32]))
  }

  @Test func sixteenBits() throws {
    try DomainNode(
      "com.microsoft.DequantizeLinear-1",
      [Tensor([2], [-5, 300] as [Int16]), half, Tensor(scalar: Int16(1))]
    ).expect(Tensor([2], [-3, 149.5] as [Float]))
    try DomainNode(
      "com.microsoft.QuantizeLinear-1",
      [Tensor([2], [-1.25, 30000] as [Float]), half, Tensor(scalar: UInt16(7))]
    ).expect(Tensor([2], [5, 60007] as [UInt16]))
  }

  @Test func refusals() {
    expectImportRefusal(.invalidInputs, "one scale") {
      _ = try DomainNode("com.microsoft.QLinearSigmoid-1", [a, columns, nil, half])
    }
    expectImportRefusal(.invalidInputs, "3 for each tensor") {
      _ = try DomainNode("com.microsoft.QLinearConcat-1", [half, zero(7), a, quarter], computed: 0)
    }
    expectImportRefusal(.invalidAttribute, "opset") {
      _ = try DomainNode("com.microsoft.QLinearSoftmax-1", [a, quarter, nil, half])
    }
  }
}
