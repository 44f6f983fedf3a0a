// Generated from Schema/tflite.fbs by Schema/generate.py. Do not edit.

/// The schema's `LSHProjectionType` enumeration.
public enum LSHProjectionType: Int8, Hashable, Sendable, CaseIterable {
  case unknown = 0
  case sparse = 1
  case dense = 2
}
