// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `CombinerType` enumeration.
public enum CombinerType: Int8, Hashable, Sendable, CaseIterable {
  case sum = 0
  case mean = 1
  case sqrtn = 2
}
