// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `FullyConnectedOptionsWeightsFormat` enumeration.
public enum FullyConnectedOptionsWeightsFormat: Int8, Hashable, Sendable, CaseIterable {
  case `default` = 0
  case shuffled4x16Int8 = 1
}
