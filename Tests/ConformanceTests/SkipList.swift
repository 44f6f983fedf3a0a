extension Skip {
  static let all = tflite + generatedC
}
