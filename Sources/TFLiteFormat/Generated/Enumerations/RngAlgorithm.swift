// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `RngAlgorithm` enumeration.
public enum RngAlgorithm: Int8, Hashable, Sendable, CaseIterable {
  case `default` = 0
  case philox = 1
  case threefry = 2
}
