// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `Padding` enumeration.
public enum Padding: Int8, Hashable, Sendable, CaseIterable {
  case same = 0
  case valid = 1
}
