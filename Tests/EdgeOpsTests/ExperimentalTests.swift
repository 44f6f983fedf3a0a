import EdgeIR
import EdgeOps
import EdgeSupport
import EdgeTestSupport
import ONNXFormat
import Testing

/// The experimental operators of opset 1, on numbers worked out by hand.
struct ExperimentalTests {
  private static let x = Tensor([2], [-1, 2] as [Float])
  private static let image = Tensor([1, 2, 2, 3], (0..<12).map { Float($0) })

  @Test(
    arguments: [
      (ONNXForm("Affine", 1, ["alpha": .float(2), "beta": .float(3)], [x]), [1, 7]),
      (ONNXForm("Affine", 9, [x]), [-1, 2]),
      (ONNXForm("Scale", 1, ["scale": .float(-2)], [x]), [2, -4]),
      (ONNXForm("ScaledTanh", 1, ["alpha": .float(2), "beta": .float(0)], [x]), [0, 0]),
      (ONNXForm("ThresholdedRelu", 1, [x]), [0, 2]),
      (
        ONNXForm("ImageScaler", 1, ["scale": .float(2), "bias": .floats([1, 100])], [image]),
        [1, 3, 5, 7, 9, 11, 112, 114, 116, 118, 120, 122]
      ),
      (ONNXForm("Crop", 1, ["border": .ints([1, 0, 1, 1])], [image]), [1, 7]),
      (
        ONNXForm("Crop", 1, ["border": .ints([1, 0, 0, 0]), "scale": .ints([1, 2])], [image]), [1, 2, 7, 8]
      ),
      (
        ONNXForm(
          "ConstantFill", 1, ["shape": .ints([1]), "extra_shape": .ints([2]), "value": .float(3)], []),
        [3, 3]
      ),
      (ONNXForm("ConstantFill", 1, [x]), [0, 0]),
    ] as [(ONNXForm, [Float])])
  func computes(_ form: ONNXForm, _ expected: [Float]) throws {
    #expect(try form.run()[0].elements(as: Float.self) == expected)
  }

  @Test func softplusWithFactors() throws {
    let form = ONNXForm("ParametricSoftplus", 1, ["alpha": .float(2), "beta": .float(0.5)], [Self.x])
    let halves = Tensor([2], [-0.5, 1] as [Float])
    let expected = try Unary(.softplus).evaluate([halves])[0].elements(as: Float.self).map { 2 * $0 }
    try OperatorCheck.compare(form.run()[0], Tensor([2], expected))
  }

  @Test func filledByShapeInput() throws {
    let form = ONNXForm(
      "ConstantFill", 1, ["input_as_shape": .int(1), "dtype": .int(7), "value": .float(2.5)],
      [Tensor([2], [2, 1] as [Int64])], constants: [0])
    let filled = try form.run()[0]
    #expect(filled.type == TensorType(.int64, [2, 1]))
    #expect(filled.integers() == [2, 2])
  }

  @Test(arguments: [
    ONNXForm("ScaledTanh", 1, ["alpha": .float(1)], [x]),
    ONNXForm("ImageScaler", 1, ["bias": .floats([1, 2, 3])], [image]),
    ONNXForm("Crop", 1, [image]),
    ONNXForm("Crop", 1, ["border": .ints([2, 0, 2, 0])], [image]),
    ONNXForm("Crop", 1, ["border": .ints([.max, 0, .max, 0])], [image]),
    ONNXForm("Crop", 1, ["border": .ints([0, 0, 0, 0]), "scale": .ints([9, 9])], [image]),
    ONNXForm("ConstantFill", 1, ["shape": .ints([-1])], []),
  ])
  func isRefused(_ form: ONNXForm) {
    #expect(throws: DiagnosticsError.self) { try form.run() }
  }
}
