import EdgeIR
import EdgeSupport
import EdgeTestSupport
import TFLiteFormat
import Testing

/// What files may say of scales and zero points.
struct QuantizedImportTests {
  /// ADD of two int8 tensors.
  private func sum() -> SingleOperator {
    let x = Tensor([4], [1, 2, -3, 100] as [Int8])
    var single = SingleOperator(
      .add, .add(AddOptions()), [.given(x), .constant(x)], outputs: [TensorType(.int8, [4])])
    for tensor in 0..<3 {
      single.model.subgraphs[0].tensors[tensor].quantization = TFLiteQuantization(
        scale: [0.5], zeroPoint: [3])
    }
    return single
  }

  @Test func wellFormed() throws {
    #expect(sum().problems() == [])
    try sum().check()
  }

  @Test(arguments: [
    TFLiteQuantization(scale: [0], zeroPoint: [3]), TFLiteQuantization(scale: [-1], zeroPoint: [3]),
    TFLiteQuantization(scale: [.nan], zeroPoint: [3]), TFLiteQuantization(scale: [.infinity], zeroPoint: [3]),
    TFLiteQuantization(scale: [0.5], zeroPoint: []), TFLiteQuantization(scale: [0.5], zeroPoint: [128]),
    TFLiteQuantization(scale: [0.5], zeroPoint: [.min]), TFLiteQuantization(scale: [0.5], zeroPoint: [1, 2]),
    TFLiteQuantization(scale: [0.5, 1], zeroPoint: [0, 0]),
    TFLiteQuantization(scale: [1, 1, 1, 1], zeroPoint: [0, 0, 0, 0], quantizedDimension: 1),
    TFLiteQuantization(scale: [1, 1, 1, 1], zeroPoint: [0, 0, 0, 0], quantizedDimension: -1),
  ])
  func malformed(_ quantization: TFLiteQuantization) {
    for tensor in 0..<3 {
      var single = sum()
      single.model.subgraphs[0].tensors[tensor].quantization = quantization
      let problems = single.problems()
      #expect(!problems.isEmpty && !problems.contains(.internalInvariant))
      if tensor < 2 { #expect(problems == [.malformedTensor]) }
    }
  }

  @Test func scalesThatOperatorsDoNotGive() {
    let x = Tensor([4], [1, 2, -3, 100] as [Int8])
    var single = SingleOperator(
      .reshape, .reshape(ReshapeOptions(newShape: [2, 2])), [.given(x)], outputs: [TensorType(.int8, [2, 2])])
    single.model.subgraphs[0].tensors[0].quantization = TFLiteQuantization(scale: [0.5], zeroPoint: [3])
    single.model.subgraphs[0].tensors[1].quantization = TFLiteQuantization(scale: [0.5], zeroPoint: [3])
    #expect(single.problems() == [])
    single.model.subgraphs[0].tensors[1].quantization = TFLiteQuantization(scale: [0.25], zeroPoint: [3])
    #expect(single.problems() == [.shapeMismatch])
    single.model.subgraphs[0].tensors[1].quantization = nil
    #expect(single.problems() == [.shapeMismatch])
  }

  @Test func operatorsWithoutIntegerArithmetic() {
    let x = Tensor([4], [1, 2, -3, 100] as [Int8])
    var single = SingleOperator(.floorMod, [.given(x), .given(x)], outputs: [TensorType(.int8, [4])])
    for tensor in 0..<3 {
      single.model.subgraphs[0].tensors[tensor].quantization = TFLiteQuantization(
        scale: [0.5], zeroPoint: [3])
    }
    #expect(!single.problems().isEmpty && !single.problems().contains(.internalInvariant))
  }
}
