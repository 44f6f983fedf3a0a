/// How a file stores the weights of a model that computes in float32.
public enum TFLiteWeightFormat: Hashable, Sendable, CaseIterable {
  /// As they are.
  case float32
  /// Large constants as float16, which DEQUANTIZE turns back: the model then computes with rounded weights.
  case float16
  /// Weights of convolutions and fully connected layers as int8, a scale for each output channel. The runtime also
  /// rounds what they are multiplied with, to 8 bits, anew in each run: lossy, by an amount that depends on the data.
  case int8
  /// The same weights as int8, which DEQUANTIZE turns back: the model then computes in float32 with rounded weights.
  case weightsInt8
  /// As int4, which DEQUANTIZE turns back.
  case weightsInt4
}
