import EdgeIR
import EdgeSupport
import TFLiteFormat

extension Quantization {
  /// What a tensor's integers stand for, as the file says it; nil where it says nothing, and for floats and bools, whose
  /// scales are left-overs of training that the runtime ignores.
  ///
  /// - Throws: `Diagnostic` E106 for schemes other than a scale and zero point, E105 for scales and zero points that
  ///   cannot be.
  static func read(_ tensor: TFLiteTensor, type: TensorType) throws -> Quantization? {
    guard type.element.isInteger, let stored = tensor.quantization else { return nil }
    if stored.details != nil {
      throw Diagnostic.error(
        .unsupportedElementType, "expected quantization by scales and zero points, got another scheme",
        at: .init(value: tensor.name), hint: "quantize the model with TFLite's int8 or int16 scheme")
    }
    guard !stored.scale.isEmpty else { return nil }
    let quantization =
      stored.scale.count == 1 && stored.zeroPoint.count == 1
      ? Quantization(scale: stored.scale[0], zeroPoint: stored.zeroPoint[0])
      : Quantization(scales: stored.scale, zeroPoints: stored.zeroPoint, axis: stored.quantizedDimension)
    if let problem = quantization.problem(in: type) {
      throw Diagnostic.error(
        .malformedTensor, "quantization: \(problem)", at: .init(value: tensor.name),
        hint: "the file is damaged; convert the model again")
    }
    return quantization
  }
}

extension TFLiteQuantization {
  init(_ quantization: Quantization) {
    self.init(
      scale: quantization.scales, zeroPoint: quantization.zeroPoints,
      quantizedDimension: quantization.axis ?? 0)
  }
}
