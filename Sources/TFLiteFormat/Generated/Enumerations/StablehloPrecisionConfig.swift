// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `StablehloPrecisionConfig` enumeration.
public enum StablehloPrecisionConfig: UInt32, Hashable, Sendable, CaseIterable {
  case `default` = 0
  case high = 1
  case highest = 2
}
